package dev.weft.objectstore.s3;

import io.minio.errors.InvalidResponseException;
import java.net.ProtocolException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Advice for failures of TLS connections to a store. */
final class TlsAdvice {

  private TlsAdvice() {}

  /** Returns advice to append to an error message; empty if TLS is not the cause. */
  static String of(Throwable failure, StoreSettings settings) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SSLPeerUnverifiedException) {
        return "; its certificate is for a different host name: check weft.s3.endpoint";
      }
      if (at instanceof SSLException) {
        return advice(String.valueOf(at.getMessage()), settings);
      }
      if (isPlainToTls(at, settings)) {
        return "; it may require TLS: if so, weft.s3.endpoint must begin with https://";
      }
    }
    return "";
  }

  /** A server that expects TLS responds to plain HTTP with a 400, or with a TLS alert. */
  private static boolean isPlainToTls(Throwable failure, StoreSettings settings) {
    return settings.endpoint().getScheme().equals("http")
        && (failure instanceof InvalidResponseException || isNoHttp(failure));
  }

  /** Excludes truncated bodies, which are reported by the same exception. */
  private static boolean isNoHttp(Throwable failure) {
    return failure instanceof ProtocolException
        && String.valueOf(failure.getMessage()).startsWith("Unexpected status line");
  }

  private static String advice(String said, StoreSettings settings) {
    if (said.contains("Unsupported or unrecognized SSL message")) {
      return "; it does not seem to support TLS: check weft.s3.endpoint";
    }
    if (said.contains("PKIX") || said.contains("trustAnchors")) {
      return settings
          .authorities()
          .map(
              file -> "; its certificate is not signed by an authority in weft.s3.ca-file, " + file)
          .orElse(
              "; its certificate is not signed by an authority that Java trusts: set"
                  + " weft.s3.ca-file to the certificate of its authority");
    }
    return "; check weft.s3.endpoint and weft.s3.ca-file";
  }
}
