package dev.weft.objectstore.s3;

import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Creates HTTP clients for many small requests to one host over persistent connections. */
public final class HttpClients {
  private static final int MAX_REQUESTS = 64;
  private static final int IDLE_CONNECTIONS = 32;
  private static final int IDLE_SECONDS = 20;

  private HttpClients() {}

  /** A client for few requests to services other than the store, such as those that issue keys. */
  static OkHttpClient elsewhere(StoreSettings settings) {
    return new OkHttpClient.Builder()
        .connectTimeout(settings.connectTimeout())
        .readTimeout(settings.readTimeout())
        .writeTimeout(settings.readTimeout())
        .protocols(List.of(Protocol.HTTP_1_1))
        .build();
  }

  public static OkHttpClient create(StoreSettings settings) {
    // OkHttp's default is 5 concurrent requests per host, which a gateway exceeds.
    var dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(MAX_REQUESTS);
    dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
    OkHttpClient.Builder client = new OkHttpClient.Builder();
    settings
        .authorities()
        .map(Authorities::in)
        .ifPresent(known -> client.sslSocketFactory(known.sockets(), known.trust()));
    return client
        .dispatcher(dispatcher)
        .addInterceptor(new SlicedBodies())
        .socketFactory(new NoDelaySockets())
        // Less than the 30 s after which servers (S3Proxy's Jetty, load balancers) close idle
        // connections.
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
        .connectTimeout(settings.connectTimeout())
        .readTimeout(settings.readTimeout())
        .writeTimeout(settings.readTimeout())
        .protocols(List.of(Protocol.HTTP_1_1))
        .build();
  }
}
