import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { api } from '../../lib/api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/fault.tsx';
import { Form, REQUIRED, useFieldErrors } from '../../ui/form.tsx';
import { Notice } from '../../ui/page.tsx';

interface Entered {
  name: string;
  account: string;
  phone?: string;
  idNumber?: string;
  email?: string;
}

const given = (entered: Entered) =>
  Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== undefined && value !== ''));

export function NewPersonDialog({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<Entered>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const showFields = useFieldErrors(form);
  const create = useMutation({
    mutationFn: (entered: Entered) => api.post<{ id: string; initialPassword: string }>('/api/people', given(entered)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['people'] }),
    onError: showFields,
  });
  if (create.data) {
    const { id, initialPassword } = create.data;
    return (
      <Dialog title="人员已新增" open onClose={onClose}>
        <div className="stack">
          <Notice tone="warn" live title="初始密码只显示这一次，请当面或以安全方式告知本人">
            <p>
              <code>{initialPassword}</code>
            </p>
          </Notice>
          <p>本人首次登录须修改密码。接下来请为其授权机构和角色。</p>
          <div className="row row-end">
            <Button onClick={onClose}>关闭</Button>
            <Button type="primary" onClick={() => void navigate({ to: `/people/${id}` as string })}>
              去授权
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="新增人员" open onClose={onClose}>
      <Form form={form} layout="vertical" onFinish={(entered) => create.mutate(entered)}>
        <Form.Item name="name" label="姓名" rules={REQUIRED('请填写姓名')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="account" label="账号" extra="3至64位小写字母、数字、点、横线" rules={REQUIRED('请填写账号')}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="phone" label="联系电话" extra="加密保存，默认只显示部分">
          <Input inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item name="idNumber" label="身份证号" extra="加密保存，非必要不填">
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="email" label="电子邮箱">
          <Input inputMode="email" autoComplete="off" />
        </Form.Item>
        <div className="stack-s">
          <ErrorNotice error={create.error} />
          <div className="row row-end">
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" htmlType="submit" loading={create.isPending}>
              新增
            </Button>
          </div>
        </div>
      </Form>
    </Dialog>
  );
}
