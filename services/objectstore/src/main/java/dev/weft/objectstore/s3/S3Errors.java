package dev.weft.objectstore.s3;

import dev.weft.objectstore.BucketMissingException;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Classifies the client's exceptions into those that a retry may solve and others. */
final class S3Errors {
  private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchObject", "KeyTooLongError");
  private static final Set<String> UNEXPLAINED = Set.of("BadRequest", "AccessDenied");
  private static final Set<String> PASSING =
      Set.of(
          "SlowDown",
          "RequestTimeout",
          "OperationAborted",
          "ConditionalRequestConflict",
          // Damaged in transit.
          "BadDigest",
          "InvalidDigest",
          "XAmzContentSHA256Mismatch",
          "XAmzContentChecksumMismatch",
          "IncompleteBody");
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int MAX_REASON = 300;

  private final StoreSettings settings;

  S3Errors(StoreSettings settings) {
    this.settings = settings;
  }

  /** Whether the error means that there is no such object. */
  static boolean isAbsent(Exception e) {
    return ABSENT.contains(code(e));
  }

  /**
   * Whether it is the client's error for the response to a HEAD request, which contains no reason.
   */
  static boolean isUnexplained(Exception e) {
    return UNEXPLAINED.contains(code(e));
  }

  /** Whether it means that the key exists although it must not. */
  static boolean isPreconditionFailed(Exception e) {
    return "PreconditionFailed".equals(code(e));
  }

  /** Whether the store could not decide because of a concurrent put of the same key. */
  static boolean isConditionalConflict(Exception e) {
    return "ConditionalRequestConflict".equals(code(e));
  }

  /** Whether the bucket does not exist. */
  static boolean isBucketMissing(Exception e) {
    return "NoSuchBucket".equals(code(e));
  }

  /** Whether the bucket already exists. */
  static boolean isBucketThere(Exception e) {
    String code = code(e);
    return "BucketAlreadyOwnedByYou".equals(code) || "BucketAlreadyExists".equals(code);
  }

  /** Returns S3's error code; empty if there is none. */
  static String code(Exception e) {
    if (e instanceof ErrorResponseException refused) {
      String code = refused.errorResponse().code();
      return code == null ? "" : code;
    }
    return "";
  }

  /**
   * @param doing the attempted operation, such as {@code put weft/uploads/1}
   */
  RuntimeException translate(String doing, Exception e) {
    Optional<StoreUnavailableException> keyless = keyless(e);
    if (keyless.isPresent()) {
      return new StoreUnavailableException(doing + ": " + keyless.get().getMessage(), e);
    }
    if (isBucketMissing(e)) {
      return new BucketMissingException(
          "the object store at %s does not have the bucket: %s; restore the bucket, or check weft.s3.bucket"
              .formatted(settings.endpoint(), doing),
          e);
    }
    if (e instanceof ErrorResponseException refused && !mayPass(refused)) {
      return refused(doing, code(refused), refused);
    }
    if (isInterruption(e)) {
      Thread.currentThread().interrupt();
      return new StoreUnavailableException("interrupted: " + doing, e);
    }
    if (e instanceof IOException || e instanceof MinioException || isWrapped(e)) {
      return new StoreUnavailableException(
          "the object store at %s failed: %s: %s%s"
              .formatted(settings.endpoint(), doing, reason(e), TlsAdvice.of(e, settings)),
          e);
    }
    if (e instanceof RuntimeException unexpected) {
      return unexpected;
    }
    return new IllegalStateException(doing + ": " + e, e);
  }

  /** Finds an exception of {@link SigningKeys}, which the client may have wrapped. */
  private static Optional<StoreUnavailableException> keyless(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StoreUnavailableException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static boolean mayPass(ErrorResponseException e) {
    int status = e.response().code();
    return status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || PASSING.contains(code(e));
  }

  /** The client waits for its own threads and wraps the exception that ends the wait. */
  private static boolean isWrapped(Exception e) {
    return e.getCause() instanceof IOException || e.getCause() instanceof MinioException;
  }

  private static boolean isInterruption(Exception e) {
    return e.getCause() instanceof InterruptedException
        || e instanceof java.io.InterruptedIOException && Thread.currentThread().isInterrupted();
  }

  private StoreRefusedException refused(String doing, String code, ErrorResponseException e) {
    String advice =
        switch (code) {
          case "AccessDenied" -> settings.credentials() + " needs permission for this operation";
          case "InvalidAccessKeyId" ->
              "the store does not know "
                  + settings.credentials()
                  + ": check "
                  + settings.credentials().setting();
          case "SignatureDoesNotMatch" ->
              "the secret does not belong to "
                  + settings.credentials()
                  + ": check "
                  + (settings.credentials() instanceof StoreCredentials.Keys
                      ? "weft.s3.secret-key"
                      : settings.credentials().setting());
          case "ExpiredToken", "InvalidToken" ->
              "the session of "
                  + settings.credentials()
                  + " has expired: check "
                  + (settings.credentials() instanceof StoreCredentials.Keys
                      ? "weft.s3.session-token"
                      : settings.credentials().setting());
          case "RequestTimeTooSkewed" -> "correct the clock of this machine";
          case "AuthorizationHeaderMalformed", "PermanentRedirect" ->
              "check weft.s3.region, which is " + settings.region();
          default -> "response of the store: " + e.errorResponse().message();
        };
    String problem = "the object store at " + settings.endpoint() + " rejected: " + doing;
    return new StoreRefusedException(code, problem + " (" + code + "); " + advice, e);
  }

  private static String reason(Exception e) {
    if (e.getMessage() == null) {
      return e.getClass().getSimpleName();
    }
    // Some stores respond with an HTML page.
    String line = e.getMessage().lines().findFirst().orElse("");
    return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "..." : line;
  }
}
