import * as oidc from 'openid-client';
import { Refusal } from '../../kernel/refusal.ts';
import type { Config } from '../../platform/config/config.ts';
import { seal, unseal } from '../people/personal-data.ts';

/** What the browser carries, sealed, from the redirect to the return: no process keeps it. */
interface Journey {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  /** Epoch milliseconds by the injected clock. */
  readonly until: number;
}

const JOURNEY_MINUTES = 10;
const PLACE = { table: 'cookie', row: 'single-sign-on', field: 'journey' };

/** Whom the provider vouches for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  /** Email address, only when the provider has verified it. */
  readonly email: string | null;
  /** Our account, only when a claim is configured to hold it. */
  readonly account: string | null;
}

/** OpenID Connect code flow with PKCE, state and nonce, against the configured provider. */
export class SingleSignOn {
  readonly #config: Config;
  readonly #provider: NonNullable<Config['oidc']>;
  #discovered: Promise<oidc.Configuration> | undefined;

  constructor(config: Config, provider: NonNullable<Config['oidc']>) {
    this.#config = config;
    this.#provider = provider;
  }

  get returnUrl(): string {
    return `${this.#config.publicUrl}/sign-in/single-sign-on/return`;
  }

  /** Where the browser goes, and what it brings back. */
  async depart(nowMs: number): Promise<{ url: string; journey: string }> {
    const configuration = await this.#discover();
    const verifier = oidc.randomPKCECodeVerifier();
    const journey: Journey = {
      verifier,
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      until: nowMs + JOURNEY_MINUTES * 60_000,
    };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.returnUrl,
      scope: 'openid profile email',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: journey.state,
      nonce: journey.nonce,
    });
    return {
      url: url.href,
      journey: seal(JSON.stringify(journey), PLACE, this.#config.encryptionKey).toString('base64url'),
    };
  }

  /** @throws Refusal `single-sign-on.refused` when the return does not follow from the departure */
  async arrive(query: string, sealedJourney: string | undefined, nowMs: number): Promise<Vouched> {
    const journey = this.#open(sealedJourney);
    if (!journey || journey.until < nowMs) throw new Refusal('single-sign-on.refused', { reason: 'expired' });
    const configuration = await this.#discover();
    let tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;
    try {
      tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${this.returnUrl}${query}`), {
        pkceCodeVerifier: journey.verifier,
        expectedState: journey.state,
        expectedNonce: journey.nonce,
        idTokenExpected: true,
      });
    } catch (error) {
      throw new Refusal('single-sign-on.refused', { reason: error instanceof Error ? error.message : String(error) });
    }
    const claims = tokens.claims();
    if (!claims) throw new Refusal('single-sign-on.refused', { reason: 'no id token' });
    const userInfo = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    const told: Record<string, unknown> = { ...userInfo, ...claims };
    const account = this.#provider.accountClaim ? told[this.#provider.accountClaim] : undefined;
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: told.email_verified === true && typeof told.email === 'string' ? told.email : null,
      account: typeof account === 'string' ? account : null,
    };
  }

  /** The provider is asked at the first use, and again after a failure: the product starts while it is away. */
  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#provider;
    const server = new URL(issuer);
    this.#discovered ??= oidc
      .discovery(server, clientId, clientSecret, undefined, {
        execute: server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        this.#discovered = undefined;
        throw new Refusal('single-sign-on.away', { reason: error instanceof Error ? error.message : String(error) });
      });
    return this.#discovered;
  }

  #open(sealed: string | undefined): Journey | undefined {
    try {
      const text = unseal(Buffer.from(sealed ?? '', 'base64url'), PLACE, this.#config.encryptionKey);
      return JSON.parse(text) as Journey;
    } catch {
      return undefined;
    }
  }
}
