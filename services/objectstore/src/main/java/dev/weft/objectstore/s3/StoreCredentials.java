package dev.weft.objectstore.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Source of the keys that requests are signed with. */
public sealed interface StoreCredentials {

  /** Kinds of sources, by the value of {@code weft.s3.credentials}. */
  enum Source {
    KEYS,
    FILE,
    ROLE
  }

  /**
   * Fixed keys.
   *
   * @param accessKey the user's name
   * @param secretKey the secret; not logged
   * @param sessionToken token of temporary keys, which are not renewed
   */
  record Keys(String accessKey, String secretKey, Optional<String> sessionToken)
      implements StoreCredentials {
    public Keys {
      Objects.requireNonNull(accessKey, "accessKey");
      Objects.requireNonNull(secretKey, "secretKey");
    }

    @Override
    public String toString() {
      return "the access key " + accessKey;
    }
  }

  /**
   * A profile of a credentials file in the format of Amazon's command line. It is reloaded when it
   * changes.
   *
   * @param file the file, with {@code aws_access_key_id}, {@code aws_secret_access_key} and, for
   *     temporary keys, {@code aws_session_token}
   * @param profile the section
   */
  record SharedFile(Path file, String profile) implements StoreCredentials {
    public SharedFile {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(profile, "profile");
    }

    @Override
    public String toString() {
      return "the profile %s in %s".formatted(profile, file);
    }
  }

  /**
   * Temporary keys that the platform provides and that are renewed before they expire: for a web
   * identity if {@code AWS_WEB_IDENTITY_TOKEN_FILE} is set, as on Kubernetes; for a container if
   * {@code AWS_CONTAINER_CREDENTIALS_RELATIVE_URI} or {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}
   * is; otherwise for the machine, from its metadata service.
   *
   * @param tokenService the service that issues keys for a web identity; Amazon's if empty
   */
  record Role(Optional<URI> tokenService) implements StoreCredentials {
    @Override
    public String toString() {
      String arn = System.getenv("AWS_ROLE_ARN");
      return arn == null ? "the role of this machine or container" : "the role " + arn;
    }
  }

  /** Name of the setting that selects other keys, for messages. */
  default String setting() {
    return this instanceof Keys ? "weft.s3.access-key" : "weft.s3.credentials";
  }

  /**
   * Reads the settings {@code weft.s3.*}.
   *
   * @param settings by name, without {@code weft.s3.}, such as {@code access-key}; null if unset
   * @return empty if neither keys nor another source are configured
   * @throws IllegalArgumentException if a setting that the source requires is missing
   */
  static Optional<StoreCredentials> of(Function<String, String> settings) {
    Function<String, Optional<String>> setting =
        name -> Optional.ofNullable(settings.apply(name)).filter(text -> !text.isBlank());
    return switch (source(setting.apply("credentials"))) {
      case KEYS -> keys(setting);
      case FILE ->
          Optional.of(
              new SharedFile(
                  Path.of(
                      setting
                          .apply("credentials-file")
                          .orElseThrow(
                              () ->
                                  new IllegalArgumentException(
                                      "weft.s3.credentials is file, but weft.s3.credentials-file is"
                                          + " not set: set it to the file with the credentials"))),
                  setting.apply("credentials-profile").orElse("default")));
      case ROLE -> Optional.of(new Role(setting.apply("token-service").map(URI::create)));
    };
  }

  private static Source source(Optional<String> named) {
    try {
      return named.map(text -> Source.valueOf(text.toUpperCase(Locale.ROOT))).orElse(Source.KEYS);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "weft.s3.credentials must be keys, file or role, but is " + named.orElseThrow(), e);
    }
  }

  private static Optional<StoreCredentials> keys(Function<String, Optional<String>> setting) {
    Optional<String> access = setting.apply("access-key");
    Optional<String> secret = setting.apply("secret-key");
    if (access.isPresent() != secret.isPresent()) {
      throw new IllegalArgumentException(
          "%s is set, but weft.s3.%s is not"
              .formatted(
                  access.isPresent() ? "weft.s3.access-key" : "weft.s3.secret-key",
                  access.isPresent() ? "secret-key" : "access-key"));
    }
    return access.map(key -> new Keys(key, secret.orElseThrow(), setting.apply("session-token")));
  }
}
