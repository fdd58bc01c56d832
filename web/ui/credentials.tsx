import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { api } from '../lib/api.ts';
import { useSessionChange } from '../lib/session.ts';
import { ErrorNotice } from './fault.tsx';
import { Form, REQUIRED, useFieldErrors } from './form.tsx';
import { Notice } from './page.tsx';

const SIX_DIGITS = [{ required: true, pattern: /^\d{6}$/, message: '动态口令为6位数字' }];

interface Passwords {
  current: string;
  password: string;
  again: string;
}

export function PasswordChange() {
  const [form] = Form.useForm<Passwords>();
  const showFields = useFieldErrors(form);
  const change = useSessionChange<{ current: string; password: string }>('/api/session/password');
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={({ current, password }) =>
        change.mutate({ current, password }, { onError: showFields, onSuccess: () => form.resetFields() })
      }
    >
      <Form.Item name="current" label="当前密码" rules={REQUIRED('请输入当前密码')}>
        <Input type="password" autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="password" label="新密码" rules={REQUIRED('请输入新密码')}>
        <Input type="password" autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再次输入新密码"
        dependencies={['password']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error('两次输入不一致')),
          }),
        ]}
      >
        <Input type="password" autoComplete="new-password" />
      </Form.Item>
      <div className="stack-s">
        <ErrorNotice error={change.error} />
        {change.isSuccess && <Notice tone="ok" live title="密码已修改" />}
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          修改密码
        </Button>
      </div>
    </Form>
  );
}

export function CodeForm() {
  const [form] = Form.useForm<{ code: string }>();
  const showFields = useFieldErrors(form);
  const enter = useSessionChange<{ code: string }>('/api/session/second-factor');
  return (
    <Form form={form} layout="vertical" onFinish={(given) => enter.mutate(given, { onError: showFields })}>
      <Form.Item name="code" label="动态口令（6位数字）" rules={SIX_DIGITS}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
      </Form.Item>
      <div className="stack-s">
        <ErrorNotice error={enter.error} />
        <Button type="primary" htmlType="submit" loading={enter.isPending}>
          确定
        </Button>
      </div>
    </Form>
  );
}

export function EnrolForm() {
  const [form] = Form.useForm<{ code: string }>();
  const showFields = useFieldErrors(form);
  const begin = useMutation({
    mutationFn: () => api.post<{ secret: string; uri: string }>('/api/session/second-factor/enrol'),
  });
  const confirm = useSessionChange<{ code: string }>('/api/session/second-factor/confirm');
  if (!begin.data) {
    return (
      <div className="stack-s">
        <p>动态口令由手机上的验证器应用每30秒生成一次，登录时与密码一并输入。</p>
        <ErrorNotice error={begin.error} />
        <div>
          <Button type="primary" onClick={() => begin.mutate()} loading={begin.isPending}>
            生成密钥
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Form form={form} layout="vertical" onFinish={(given) => confirm.mutate(given, { onError: showFields })}>
      <p>
        在验证器应用中选择“手动输入”，填入密钥：<code>{begin.data.secret}</code>;在手机上也可直接
        <a href={begin.data.uri}>打开验证器</a>。
      </p>
      <Form.Item name="code" label="应用显示的动态口令（6位数字）" rules={SIX_DIGITS}>
        <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
      </Form.Item>
      <div className="stack-s">
        <ErrorNotice error={confirm.error} />
        {confirm.isSuccess && <Notice tone="ok" live title="动态口令已启用" />}
        <Button type="primary" htmlType="submit" loading={confirm.isPending}>
          启用
        </Button>
      </div>
    </Form>
  );
}
