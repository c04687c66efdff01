import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** A bundle with an extension of this name that holds nothing, for CREATE EXTENSION to find. Returns its path. */
export function stubOf(name: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "safe-migrations-stub-")), `${name}.tar.gz`);
  const folder = "share/postgresql/extension";
  const control = `comment = 'stand-in, empty'\ndefault_version = '1.0'\nrelocatable = true\n`;
  writeFileSync(
    file,
    gzipSync(
      Buffer.concat([
        entry(`${folder}/${name}.control`, control),
        entry(`${folder}/${name}--1.0.sql`, "-- stand-in\n"),
        Buffer.alloc(1024),
      ]),
    ),
  );
  return file;
}

/** One file in the ustar form (POSIX.1-1988). */
function entry(path: string, text: string): Buffer {
  const body = Buffer.from(text);
  const head = Buffer.alloc(512);
  head.write(path, 0, 100);
  head.write("0000644\0", 100);
  head.write("0000000\0", 108);
  head.write("0000000\0", 116);
  head.write(`${body.length.toString(8).padStart(11, "0")}\0`, 124);
  head.write("00000000000\0", 136);
  head.write("        ", 148);
  head.write("0", 156);
  head.write("ustar\u000000", 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return Buffer.concat([head, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}
