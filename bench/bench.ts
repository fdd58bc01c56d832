// npm run bench: every figure is a ratio of one run, `bench <name> ours=<n> limit=<n> ratio=<n> goal=<n> ok|short`.
import { benchAssessment } from './assessment.bench.ts';
import { benchAssignment } from './assignment.bench.ts';
import { benchBookings } from './bookings.bench.ts';
import { benchHttp } from './http.bench.ts';
import { benchPages } from './pages.bench.ts';
import { benchRegister, benchSimulation } from './simulation.bench.ts';

const results = [
  await benchAssessment(),
  benchSimulation(),
  await benchRegister(),
  await benchAssignment(),
  await benchHttp(),
  await benchPages(),
  await benchBookings(),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
