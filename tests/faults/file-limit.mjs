/** Loaded before the bot: no file may grow beyond FILE_LIMIT bytes, as with `ulimit -f` or systemd's LimitFSIZE. */
import { execFileSync } from 'node:child_process';

const { FILE_LIMIT } = process.env;
if (FILE_LIMIT) execFileSync('prlimit', [`--pid=${process.pid}`, `--fsize=${FILE_LIMIT}`]);
