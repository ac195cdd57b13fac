/**
 * Loaded before the bot: its clock shows what a test tells it, `{ shift }` ms beside the machine's. Timers and durations go
 * on as they are, as they do when somebody sets a real clock. In place of libfaketime, so that it runs on every machine.
 */
const Real = Date;
let shift = 0;

globalThis.Date = class Date extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + shift);
    else super(...given);
  }
  static now() {
    return Real.now() + shift;
  }
};

process.on('message', (told) => {
  shift = told.shift;
});
process.channel?.unref();
