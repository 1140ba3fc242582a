package dev.weft.objectstore.s3;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * Writes request bodies in slices. A sink copies everything it is given before sending it, and the
 * client writes the whole body at once: 20 MB of unaccounted memory for each upload.
 */
final class SlicedBodies implements Interceptor {
  private static final int SLICE = 64 << 10;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    RequestBody body = request.body();
    return chain.proceed(
        body == null
            ? request
            : request.newBuilder().method(request.method(), new Sliced(body)).build());
  }

  private static final class Sliced extends RequestBody {
    private final RequestBody body;

    private Sliced(RequestBody body) {
      this.body = body;
    }

    @Override
    public MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      body.writeTo(slicing(sink));
    }
  }

  private static BufferedSink slicing(BufferedSink sink) {
    return (BufferedSink)
        Proxy.newProxyInstance(
            BufferedSink.class.getClassLoader(),
            new Class<?>[] {BufferedSink.class},
            (proxy, method, arguments) -> {
              if (!isWriteOfBytes(method)) {
                return invoke(sink, method, arguments);
              }
              write(sink, (byte[]) arguments[0], (int) arguments[1], (int) arguments[2]);
              return proxy;
            });
  }

  private static boolean isWriteOfBytes(Method method) {
    return method.getName().equals("write")
        && method.getParameterCount() == 3
        && method.getParameterTypes()[0] == byte[].class;
  }

  private static void write(BufferedSink sink, byte[] bytes, int offset, int length)
      throws IOException {
    for (int done = 0; done < length; done += SLICE) {
      sink.write(bytes, offset + done, Math.min(SLICE, length - done));
    }
  }

  private static Object invoke(BufferedSink sink, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(sink, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
