import { type Route, route } from '../../identity/route.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordChange } from '../../platform/audit/audit.ts';
import { foreignPhotos } from '../resources/resource.actions.ts';
import { photosInput, photosView, setPhotosInput } from './space-photo.contract.ts';
import { photosOf, replaceSpacePhotos } from './space-photo.store.ts';

const tag = '载体';
const path = '/api/carriers/:carrierId/photos';

export const spacePhotoRoutes: readonly Route[] = [
  route({
    method: 'get',
    path,
    permission: 'carrier.read',
    summary: '载体的照片',
    tag,
    input: photosInput,
    output: photosView,
    handle: async ({ tx, input }) => ({ rows: await photosOf(tx, input.carrierId) }),
  }),
  route({
    method: 'put',
    path,
    permission: 'carrier.edit',
    summary: '设置载体的照片，在门户公开',
    tag,
    input: setPhotosInput,
    output: photosView,
    handle: async ({ tx, input: { carrierId, photos } }) => {
      const fields = await foreignPhotos(tx, carrierId, photos);
      if (fields.length > 0) throw new Refusal('input.invalid', {}, fields);
      const before = await photosOf(tx, carrierId);
      await replaceSpacePhotos(tx, carrierId, photos);
      recordChange(tx, { kind: 'carrier', id: carrierId, before: { photos: before }, after: { photos } });
      return { rows: photos };
    },
  }),
];
