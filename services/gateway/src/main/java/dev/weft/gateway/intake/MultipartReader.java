package dev.weft.gateway.intake;

import dev.weft.events.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the parts of a multipart body (RFC 2046) one after the other as they arrive. Memory is one
 * fixed buffer, whatever the size and number of the parts. Not thread-safe.
 */
public final class MultipartReader {

  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int MAX_BOUNDARY = 70;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[64 * 1024];
  private int start;
  private int end;
  private boolean inPart = true;
  private boolean done;

  /**
   * Creates a reader of a body; the caller closes the stream.
   *
   * @param boundary the parameter of the content type
   * @throws MalformedMultipartException if there is no usable boundary
   */
  public MultipartReader(InputStream in, String boundary) {
    if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      throw new MalformedMultipartException(
          "multipart/form-data needs a boundary of 1 to 70 characters, but has "
              + (boundary == null ? "none" : Excerpt.of(boundary)));
    }
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // With a preceding line end, the first delimiter looks like all others.
    buffer[end++] = '\r';
    buffer[end++] = '\n';
  }

  /**
   * A part.
   *
   * @param headers with lower-case names
   * @param body ends where the part ends; unusable after the next part was requested
   */
  public record Part(Map<String, String> headers, InputStream body) {}

  /**
   * The next part; skips the rest of the one before.
   *
   * @throws MalformedMultipartException if the body ends early or is not a multipart body
   */
  public Optional<Part> next() throws IOException {
    if (done) {
      return Optional.empty();
    }
    while (inPart) {
      int passed = unread();
      start += passed;
    }
    start += delimiter.length;
    String rest = line();
    if (rest.startsWith("--")) {
      done = true;
      return Optional.empty();
    }
    Map<String, String> headers = headers();
    inPart = true;
    return Optional.of(new Part(headers, new Body()));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    int bytes = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      bytes += line.length();
      int colon = line.indexOf(':');
      if (colon < 1 || bytes > MAX_HEADER_BYTES) {
        throw new MalformedMultipartException("a part's headers are malformed or too long");
      }
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** Reads a line without its end. */
  private String line() throws IOException {
    int length = 0;
    while (true) {
      fill(length + 2);
      if (end - start < length + 2) {
        // The last delimiter needs no line end.
        String rest = text(end - start);
        if (rest.startsWith("--")) {
          start = end;
          return rest;
        }
        throw early();
      }
      if (buffer[start + length] == '\r' && buffer[start + length + 1] == '\n') {
        String line = text(length);
        start += length + 2;
        return line;
      }
      if (++length > MAX_HEADER_BYTES) {
        throw new MalformedMultipartException("a header line is longer than 8 KiB");
      }
    }
  }

  private String text(int length) {
    return new String(buffer, start, length, StandardCharsets.UTF_8);
  }

  /** Number of the body's bytes in the buffer; 0 at its end, which also ends the part. */
  private int unread() throws IOException {
    fill(delimiter.length);
    if (end - start < delimiter.length) {
      throw early();
    }
    for (int i = start; i <= end - delimiter.length; i++) {
      if (buffer[i] == '\r'
          && Arrays.equals(buffer, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
        inPart = i > start;
        return i - start;
      }
    }
    return end - start - delimiter.length + 1;
  }

  /** Reads until the buffer has a number of bytes, or the stream ends. */
  private void fill(int wanted) throws IOException {
    if (end - start >= wanted) {
      return;
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    while (end < wanted) {
      int n = in.read(buffer, end, buffer.length - end);
      if (n < 0) {
        return;
      }
      end += n;
    }
  }

  private static MalformedMultipartException early() {
    return new MalformedMultipartException("the multipart body ends before its last boundary");
  }

  private final class Body extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int n = inPart ? Math.min(length, unread()) : 0;
      if (n == 0) {
        return -1;
      }
      System.arraycopy(buffer, start, target, offset, n);
      start += n;
      return n;
    }
  }
}
