package dev.weft.gateway.views.cluster;

import dev.weft.events.image.ImageErased;
import dev.weft.gateway.views.ImageCount;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.KnownImages;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.streams.ViewJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Queries other replicas over HTTP, at {@link #PATH}. Any failure is a {@link
 * ViewsUnavailableException}.
 */
public final class HttpPeers implements Peers {

  /** Internal endpoint of views. */
  public static final String PATH = "/internal/views";

  /** Internal endpoint of erasures. */
  public static final String ERASURES_PATH = "/internal/erasures";

  /** Internal endpoint of images by an object's key. */
  public static final String BY_KEY_PATH = "/internal/images/by-key";

  private static final String COUNT_PATH = "/internal/images/count";
  private static final String KNOWN_PATH = "/internal/images/known";

  private final Duration timeout;
  private final Supplier<Optional<String>> key;
  private final String scheme;
  private final HttpClient client;
  private final LongAdder queries = new LongAdder();

  /**
   * Creates a client for all replicas.
   *
   * @param timeout of one request
   * @param key to authenticate with; read for each request, since keys change
   * @param tls whom to trust; empty for plain HTTP
   */
  public HttpPeers(Duration timeout, Supplier<Optional<String>> key, Optional<SSLContext> tls) {
    this.timeout = timeout;
    this.key = key;
    this.scheme = tls.isPresent() ? "https://" : "http://";
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
    tls.ifPresent(builder::sslContext);
    this.client = builder.build();
  }

  @Override
  public Optional<ImageView> get(HostInfo peer, String imageId) {
    return Optional.ofNullable(query(peer, PATH + "/" + imageId, ImageView.class));
  }

  @Override
  public Optional<ImageErased> erasure(HostInfo peer, String imageId) {
    return Optional.ofNullable(query(peer, ERASURES_PATH + "/" + imageId, ImageErased.class));
  }

  @Override
  public ViewSlice list(HostInfo peer, ImageFilter filter, PagePosition after, int limit) {
    StringBuilder query = new StringBuilder("?limit=").append(limit);
    if (after != null) {
      query.append("&cursor=").append(after.toCursor());
    }
    if (filter instanceof ImageFilter.InState inState) {
      query.append("&state=").append(inState.state().code());
    } else if (filter instanceof ImageFilter.Predicted predicted) {
      query.append("&label=").append(URLEncoder.encode(predicted.label(), StandardCharsets.UTF_8));
    } else if (filter instanceof ImageFilter.Labeled labeled) {
      query.append("&labeled=").append(URLEncoder.encode(labeled.label(), StandardCharsets.UTF_8));
    }
    return require(peer, PATH + query, ViewSlice.class);
  }

  @Override
  public ImageCount count(HostInfo peer, ImageState state) {
    return require(peer, COUNT_PATH + "?state=" + state.code(), ImageCount.class);
  }

  /** Number of requests sent. */
  public long queries() {
    return queries.sum();
  }

  /**
   * Sends a request to another replica.
   *
   * @param path with its query
   * @param type of the JSON response
   */
  public <T> T require(HostInfo peer, String path, Class<T> type) {
    T answer = query(peer, path, type);
    if (answer == null) {
      throw new ViewsUnavailableException("replica " + name(peer) + " does not know " + path);
    }
    return answer;
  }

  /**
   * What another replica knows of images.
   *
   * @param imageIds at most as many as {@link ImageIds} allows
   */
  public KnownImages known(HostInfo peer, List<String> imageIds) {
    byte[] ids = ViewJson.write(new ImageIds(imageIds));
    KnownImages answer =
        query(
            peer,
            KNOWN_PATH,
            request ->
                request
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(ids)),
            KnownImages.class);
    if (answer == null) {
      throw new ViewsUnavailableException("replica " + name(peer) + " has no " + KNOWN_PATH);
    }
    return answer;
  }

  private <T> T query(HostInfo peer, String path, Class<T> type) {
    return query(peer, path, HttpRequest.Builder::GET, type);
  }

  /** Null if the response is that there is nothing. */
  private <T> T query(
      HostInfo peer, String path, UnaryOperator<HttpRequest.Builder> method, Class<T> type) {
    URI uri = URI.create(scheme + name(peer) + path);
    queries.increment();
    HttpRequest.Builder request = method.apply(HttpRequest.newBuilder(uri).timeout(timeout));
    key.get().ifPresent(text -> request.header("Authorization", "Bearer " + text));
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return switch (response.statusCode()) {
        case 200 -> ViewJson.read(response.body(), type);
        case 404 -> null;
        case 401, 403 ->
            throw new ViewsUnavailableException(
                "replica "
                    + name(peer)
                    + " rejected the key in this replica's weft.access.replica-key-file");
        default ->
            throw new ViewsUnavailableException(
                "replica " + name(peer) + " responded with HTTP status " + response.statusCode());
      };
    } catch (IOException e) {
      throw new ViewsUnavailableException("replica " + name(peer) + " does not respond", e);
    } catch (UncheckedIOException e) {
      throw new ViewsUnavailableException(
          "the response of replica " + name(peer) + " cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewsUnavailableException(
          "interrupted while sending a request to replica " + name(peer), e);
    }
  }

  private static String name(HostInfo peer) {
    return peer.host() + ":" + peer.port();
  }
}
