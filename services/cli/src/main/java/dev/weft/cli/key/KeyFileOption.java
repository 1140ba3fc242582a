package dev.weft.cli.key;

import dev.weft.access.key.KeyFile;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --file}, the server's file of key hashes. */
final class KeyFileOption {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "${env:WEFT_ACCESS_KEYS_FILE:-.weft/access-keys}",
      description =
          "Key file of the server (weft.access.keys-file). Default: the environment variable"
              + " WEFT_ACCESS_KEYS_FILE, or .weft/access-keys, the file that `weft up` reads.")
  private Path file;

  /** An operation on the file. */
  @FunctionalInterface
  interface Work<T> {
    T with(KeyFile file) throws IOException;
  }

  Path path() {
    return file.toAbsolutePath().normalize();
  }

  /**
   * Applies an operation to the file.
   *
   * @throws CliException if the file cannot be read or written, or is not a key file
   */
  <T> T apply(Work<T> work) {
    try {
      return work.with(new KeyFile(path()));
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "cannot change the keys in " + path() + ": " + FileFault.of(e),
          "check its permissions",
          e);
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.USAGE,
          path() + " is not a valid key file: " + e.getMessage(),
          "specify another file with --file FILE",
          e);
    }
  }
}
