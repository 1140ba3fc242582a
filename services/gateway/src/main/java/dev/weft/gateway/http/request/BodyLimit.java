package dev.weft.gateway.http.request;

import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Limits bodies that are read into memory as a whole to {@link #MAX_BYTES}. Resources that take an
 * {@link InputStream}, such as uploads and inference, have limits of their own.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public final class BodyLimit implements ReaderInterceptor {

  /**
   * Several times the largest valid bodies: a filter or a policy of 1,000 labels with 100
   * characters each, which take up to 12 bytes as JSON.
   */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (context.getType() != InputStream.class) {
      String announced = context.getHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
      if (announced != null && Long.parseLong(announced) > MAX_BYTES) {
        throw tooLarge();
      }
      context.setInputStream(new Limited(context.getInputStream()));
    }
    return context.proceed();
  }

  private static ProblemException tooLarge() {
    return ProblemKind.BODY_TOO_LARGE.exception(
        "The body of this request may have at most %d bytes; this one is larger."
            .formatted(MAX_BYTES));
  }

  /** Counts the bytes, since a chunked body announces no length. */
  private static final class Limited extends FilterInputStream {

    private long left = MAX_BYTES;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw tooLarge();
      }
    }
  }
}
