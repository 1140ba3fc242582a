package dev.weft.console.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Environment variables of an S3 store: those of Weft's services, {@code WEFT_S3_...}, and as a
 * fallback those of Amazon's tools.
 */
public final class StoreEnvironment {
  private static final List<String> LENT =
      List.of(
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI");

  private StoreEnvironment() {}

  /**
   * The variables of Weft's services. If none of them sets credentials, the first of these is used:
   * {@code AWS_ACCESS_KEY_ID}; a web identity or a container's role; a credentials file.
   *
   * @param env all variables
   */
  public static Map<String, String> of(Map<String, String> env) {
    Map<String, String> store = new LinkedHashMap<>();
    env.forEach(
        (name, value) -> {
          if (name.startsWith("WEFT_S3_")) {
            store.put(name, value);
          }
        });
    first(env, "AWS_REGION", "AWS_DEFAULT_REGION")
        .ifPresent(region -> store.putIfAbsent("WEFT_S3_REGION", region));
    if (!namesKeys(store)) {
      addKeys(env, store);
    }
    return store;
  }

  /** The value of a setting, such as {@code access-key}; null if it is not set. */
  static String setting(Map<String, String> store, String name) {
    return store.get("WEFT_S3_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether credentials are configured. */
  public static boolean namesKeys(Map<String, String> store) {
    return store.containsKey("WEFT_S3_CREDENTIALS")
        || store.containsKey("WEFT_S3_ACCESS_KEY") && store.containsKey("WEFT_S3_SECRET_KEY");
  }

  private static void addKeys(Map<String, String> env, Map<String, String> store) {
    if (env.containsKey("AWS_ACCESS_KEY_ID") && env.containsKey("AWS_SECRET_ACCESS_KEY")) {
      store.put("WEFT_S3_ACCESS_KEY", env.get("AWS_ACCESS_KEY_ID"));
      store.put("WEFT_S3_SECRET_KEY", env.get("AWS_SECRET_ACCESS_KEY"));
      first(env, "AWS_SESSION_TOKEN").ifPresent(it -> store.put("WEFT_S3_SESSION_TOKEN", it));
      return;
    }
    if (LENT.stream().anyMatch(env::containsKey)) {
      store.put("WEFT_S3_CREDENTIALS", "role");
      return;
    }
    Optional<String> file =
        first(env, "AWS_SHARED_CREDENTIALS_FILE")
            .or(() -> first(env, "HOME").map(home -> home + "/.aws/credentials"))
            .filter(name -> Files.isRegularFile(Path.of(name)));
    if (file.isPresent()) {
      store.put("WEFT_S3_CREDENTIALS", "file");
      store.put("WEFT_S3_CREDENTIALS_FILE", file.get());
      first(env, "AWS_PROFILE").ifPresent(it -> store.put("WEFT_S3_CREDENTIALS_PROFILE", it));
    }
  }

  private static Optional<String> first(Map<String, String> env, String... names) {
    return Stream.of(names)
        .map(env::get)
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }
}
