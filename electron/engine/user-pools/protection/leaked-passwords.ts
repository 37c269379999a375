/**
 * Passwords that everybody tries first, in lower case. The first names of every published list of leaked
 * passwords, and the ways in which people make them satisfy a policy.
 */
const LEAKED: ReadonlySet<string> = new Set(
  `
  123456 1234567 12345678 123456789 1234567890 111111 000000 123123 654321 666666 987654321 112233 121212
  password password1 password12 password123 password1! password12! password123! password!1 password@1
  password@123 password#1 p@ssword p@ssword1 p@ssword1! p@ssword123 p@ssw0rd p@ssw0rd1 p@ssw0rd! p@ssw0rd1!
  p@ssw0rd123 p@ssw0rd123! passw0rd passw0rd1 passw0rd! passw0rd1! passw0rd123 pa$$w0rd pa$$w0rd1 pa$$word
  pa$$word1 pa$$word1! qwerty qwerty1 qwerty12 qwerty123 qwerty1! qwerty12! qwerty123! qwerty@123 qwertyuiop
  1q2w3e4r 1q2w3e4r! 1q2w3e4r5t 1qaz2wsx 1qaz@wsx 1qaz!qaz !qaz2wsx !qaz1qaz zaq12wsx zaq!2wsx q1w2e3r4
  abc123 abc123! abcd1234 abcd1234! abcd@1234 a1b2c3d4 aa123456 aa123456! aa@123456 asdf1234 asdf1234!
  asdfghjkl admin admin1 admin123 admin123! admin@123 admin1234 admin1234! administrator1! root123! welcome
  welcome1 welcome1! welcome12! welcome123 welcome123! welcome@1 welcome@123 changeme changeme1 changeme1!
  changeme123! change-me-1 letmein letmein1 letmein1! letmein123! iloveyou iloveyou1 iloveyou1! sunshine
  sunshine1 sunshine1! princess princess1 princess1! monkey monkey123 monkey123! dragon dragon123 dragon123!
  football football1 football1! baseball baseball1! master master123! superman superman1! batman123! shadow
  shadow123! michael michael1! jordan23 jordan23! trustno1 trustno1! starwars starwars1! whatever whatever1!
  secret secret123 secret123! test test123 test123! test1234 test1234! test@123 testing123 testing123! hello123
  hello123! hello@123 guest123! user1234! login123! temp1234! temp123! default1! company1! company123!
  january1! february1! march2024! april2024! summer1! summer2023! summer2024! summer2025! summer2026! winter1!
  winter2023! winter2024! winter2025! winter2026! spring2024! spring2025! spring2026! autumn2024! autumn2025!
  autumn2026! monday1! friday1! computer1! internet1! freedom1! charlie1! pokemon1! cookie123! flower123!
  `
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Whether a password stands on the list of well-known leaked ones; case makes no difference. */
export const isLeaked = (password: string): boolean => LEAKED.has(password.toLowerCase());
