package dev.weft.console;

import dev.weft.access.key.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The API key or token that commands authenticate with, from a file or the environment. Never
 * shown.
 */
public final class ApiKeySource {
  private static final String VARIABLE = "WEFT_API_KEY";

  private ApiKeySource() {}

  /**
   * Reads the key; a file takes precedence over the environment.
   *
   * @param file path of the file; empty for none
   * @throws CliException if it cannot be read, or contains no key
   */
  public static Optional<String> find(String file, Map<String, String> env) {
    if (!file.isBlank()) {
      return Optional.of(read(Path.of(file)));
    }
    return Optional.ofNullable(env.get(VARIABLE)).map(String::strip).filter(key -> !key.isEmpty());
  }

  private static String read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (!text.isEmpty() && text.lines().count() == 1 && !isHash(text)) {
        return text;
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE,
          "cannot read the key file " + file + ": " + FileFault.of(e),
          "check its permissions",
          e);
    }
    throw new CliException(
        ExitCode.USAGE,
        "the key file "
            + file
            + " must contain exactly one key, which begins with "
            + ApiKey.PREFIX,
        "`weft key create` prints a key; the server's key file contains hashes, not keys");
  }

  private static boolean isHash(String text) {
    return text.contains(" ");
  }
}
