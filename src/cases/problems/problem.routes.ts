import { z } from 'zod';
import { listRoutes } from '../../identity/list-route.ts';
import { type Route, route } from '../../identity/route.ts';
import { answerProblem, readContact } from './problem.actions.ts';
import {
  answerProblemInput,
  listProblemsInput,
  problemContactInput,
  problemContactView,
  problemsView,
} from './problem.contract.ts';
import { PROBLEMS } from './problem.excel.ts';
import { listProblems } from './problem.store.ts';

const tag = '问题反映';

export const problemRoutes: readonly Route[] = [
  ...listRoutes(
    {
      method: 'get',
      path: '/api/problems',
      permission: 'problem.list',
      summary: '公众反映的问题',
      tag,
      input: listProblemsInput,
      output: problemsView,
      handle: ({ tx, actor, input }) => listProblems(tx, actor, 'problem.list', input),
    },
    PROBLEMS,
  ),
  route({
    method: 'post',
    path: '/api/problems/:problemId/answer',
    permission: 'problem.answer',
    summary: '答复或办结反映的问题',
    tag,
    input: answerProblemInput,
    output: z.object({ id: z.string() }),
    handle: async ({ tx, services, actor, input }) => {
      await answerProblem(tx, services, actor, input);
      return { id: input.problemId };
    },
  }),
  route({
    method: 'post',
    path: '/api/problems/:problemId/contact',
    permission: 'problem.answer',
    summary: '查看反映人的姓名和电话',
    tag,
    input: problemContactInput,
    output: problemContactView,
    handle: ({ tx, services, input }) => readContact(tx, services, input.problemId, input.reason),
  }),
];
