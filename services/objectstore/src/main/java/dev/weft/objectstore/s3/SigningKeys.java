package dev.weft.objectstore.s3;

import dev.weft.objectstore.StoreUnavailableException;
import io.minio.credentials.AwsConfigProvider;
import io.minio.credentials.Credentials;
import io.minio.credentials.IamAwsProvider;
import io.minio.credentials.Provider;
import io.minio.credentials.StaticProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import okhttp3.OkHttpClient;

/**
 * Provides the current keys for each request. Keys that are temporarily unavailable are treated
 * like an unavailable store: an unreachable token service, or a file that is being written, is
 * expected to recover. Thread-safe.
 */
public final class SigningKeys implements Provider {
  private final StoreSettings settings;
  private final Provider source;

  public SigningKeys(StoreSettings settings, OkHttpClient http) {
    this.settings = settings;
    this.source = source(settings, http);
  }

  @Override
  public Credentials fetch() {
    try {
      return source.fetch();
    } catch (RuntimeException e) {
      var missing =
          new StoreUnavailableException(
              "cannot get credentials for the object store at %s from %s: %s; check weft.s3.credentials"
                  .formatted(settings.endpoint(), settings.credentials(), reason(e)),
              null);
      // Not as the cause: MinIO's client treats an exception with a cause as a wrapper, and unwraps
      // it.
      missing.addSuppressed(e);
      throw missing;
    }
  }

  private static Provider source(StoreSettings settings, OkHttpClient http) {
    StoreCredentials credentials = settings.credentials();
    if (credentials instanceof StoreCredentials.Keys keys) {
      return new StaticProvider(
          keys.accessKey(), keys.secretKey(), keys.sessionToken().orElse(null));
    }
    if (credentials instanceof StoreCredentials.SharedFile file) {
      return new Reread(file);
    }
    var role = (StoreCredentials.Role) credentials;
    // A private token service has the store's authorities; Amazon's and the machine's metadata
    // service have Java's.
    return role.tokenService().isPresent()
        ? new IamAwsProvider(role.tokenService().map(URI::toString).get(), http)
        : new IamAwsProvider(null, HttpClients.elsewhere(settings));
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == e ? e.getMessage() : e.getMessage() + ": " + cause.getMessage();
  }

  /** MinIO's own provider reads the file for each request. */
  private static final class Reread implements Provider {
    private final StoreCredentials.SharedFile file;
    private final Provider reader;
    private FileTime readAt;
    private Credentials read;

    Reread(StoreCredentials.SharedFile file) {
      this.file = file;
      this.reader = new AwsConfigProvider(file.file().toString(), file.profile());
    }

    @Override
    public synchronized Credentials fetch() {
      FileTime changed = changedAt();
      if (read == null || !changed.equals(readAt)) {
        read = reader.fetch();
        readAt = changed;
      }
      return read;
    }

    private FileTime changedAt() {
      try {
        return Files.getLastModifiedTime(file.file());
      } catch (IOException e) {
        throw new java.security.ProviderException("the file cannot be read", e);
      }
    }
  }
}
