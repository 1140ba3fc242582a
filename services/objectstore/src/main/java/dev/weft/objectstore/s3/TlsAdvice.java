package dev.weft.objectstore.s3;

import io.minio.errors.InvalidResponseException;
import java.net.ProtocolException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What to do where a client and a store cannot agree on who is who. */
final class TlsAdvice {

  private TlsAdvice() {}

  /** To be put behind what failed; empty where TLS is not what failed. */
  static String of(Throwable failure, StoreSettings settings) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SSLPeerUnverifiedException) {
        return "; its certificate is for another name: check weft.s3.endpoint";
      }
      if (at instanceof SSLException) {
        return advice(String.valueOf(at.getMessage()), settings);
      }
      if (isPlainToTls(at, settings)) {
        return "; it may speak TLS: then weft.s3.endpoint must begin with https://";
      }
    }
    return "";
  }

  /** A server that waits for TLS answers with a plain 400, or with an alert that is no HTTP. */
  private static boolean isPlainToTls(Throwable failure, StoreSettings settings) {
    return settings.endpoint().getScheme().equals("http")
        && (failure instanceof InvalidResponseException || isNoHttp(failure));
  }

  /** Not a body that was cut off, which is the same exception. */
  private static boolean isNoHttp(Throwable failure) {
    return failure instanceof ProtocolException
        && String.valueOf(failure.getMessage()).startsWith("Unexpected status line");
  }

  private static String advice(String said, StoreSettings settings) {
    if (said.contains("Unsupported or unrecognized SSL message")) {
      return "; it does not seem to speak TLS: check weft.s3.endpoint";
    }
    if (said.contains("PKIX") || said.contains("trustAnchors")) {
      return settings
          .authorities()
          .map(file -> "; no authority in weft.s3.ca-file, " + file + ", vouches for it")
          .orElse(
              "; nobody whom Java trusts vouches for it: set weft.s3.ca-file to the certificate of"
                  + " its authority");
    }
    return "; check weft.s3.endpoint and weft.s3.ca-file";
  }
}
