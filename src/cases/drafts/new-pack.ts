import { parseDocument } from 'yaml';
import type { Day } from '../../kernel/day.ts';
import type { PackFiles } from '../../policy/pack.ts';

export interface NewIdentity {
  readonly id: string;
  readonly title: string;
  readonly issuer: string;
  readonly territory: { readonly code: string; readonly zone?: string; readonly name: string };
  /** null: the example teaches the form and is nobody's law. */
  readonly basedOn: string | null;
  readonly from: Day;
}

/** The files of a new pack that begins as a copy of another: the identity is its own, the rest is kept as written. */
export function filesOfNewPack(base: PackFiles, identity: NewIdentity): PackFiles {
  const document = parseDocument(base['policy.yaml'] ?? '');
  document.commentBefore = ` ${identity.title}`;
  for (const key of ['documentNumber', 'indexNumber']) document.delete(key);
  document.set('id', identity.id);
  document.set('title', identity.title);
  document.set('issuer', identity.issuer);
  document.set('territory', document.createNode({ ...identity.territory }, { flow: true }));
  document.set('inForce', document.createNode({ from: identity.from }, { flow: true }));
  document.set('basedOn', identity.basedOn);
  return { ...base, 'policy.yaml': document.toString({ lineWidth: 0 }) };
}
