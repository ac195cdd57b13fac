/** Loaded before the bot: all its clocks and timers run CLOCK_RATE times as fast as the machine's, so that minutes pass in seconds. */
const rate = Number(process.env.CLOCK_RATE);
const RealDate = Date;
const passed = performance.now.bind(performance);
const start = RealDate.now() - passed() * rate;
const now = () => Math.round(start + passed() * rate);

performance.now = () => passed() * rate;
globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};
for (const name of ['setTimeout', 'setInterval']) {
  const real = globalThis[name];
  globalThis[name] = Object.assign((run, ms, ...rest) => real(run, ms / rate, ...rest), real);
}
