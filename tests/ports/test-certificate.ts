/**
 * A certificate for localhost, songs.test and 127.0.0.1 that nobody trusts who was not given it, with its key: for hosts
 * of tests alone. Made with `openssl req -x509 -newkey ec -nodes -days 36500`.
 */
export const testCertificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBuTCCAV+gAwIBAgIUSRVf8/jen+ows/2KO1rX9zep8/cwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSQ2xpcGxvZnQgdGVzdCBob3N0MCAXDTI2MTEyNTE5MDM1N1oY
DzIxMjYxMTAxMTkwMzU3WjAdMRswGQYDVQQDDBJDbGlwbG9mdCB0ZXN0IGhvc3Qw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARE9yvUHdF6Mj/LTxEoJLzSAU+wnxwv
c+uAcVsQxp8dx9mvZrkmthLM/2CpXe0Vb6wvDaNIy2xFj/w92bOlYquwo3sweTAd
BgNVHQ4EFgQU1x2n2WKKI+svY/RxCEtJTpLGuv0wHwYDVR0jBBgwFoAU1x2n2WKK
I+svY/RxCEtJTpLGuv0wJgYDVR0RBB8wHYIJbG9jYWxob3N0ggpzb25ncy50ZXN0
hwR/AAABMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAKKtZ4aF
LI6eYAy8qQ5ePf+jKhlDmttWTAVjZ+hMKchvAiAgCW4qwrIO8UL/72X7xd4FdOZB
2vAV6cB/41psSo443Q==
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgs9+KP4SbcmNIr2uA
5xwhRLRdLm0m6JLlSkSOxO0FiduhRANCAARE9yvUHdF6Mj/LTxEoJLzSAU+wnxwv
c+uAcVsQxp8dx9mvZrkmthLM/2CpXe0Vb6wvDaNIy2xFj/w92bOlYquw
-----END PRIVATE KEY-----
`,
};
