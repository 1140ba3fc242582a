package dev.weft.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.http.Streams;
import dev.weft.client.json.WeftJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends calls. Responses of a busy server (429, 502, 503, 504) and lost connections are retried
 * according to the {@link RetryPolicy}. Thread-safe.
 *
 * @param server the server's address with a trailing slash
 * @param key the API key or token; sent to this server only, since redirects are not followed; null
 *     for none
 * @param timeout the timeout of one try
 */
record Transport(URI server, HttpClient http, String key, RetryPolicy retry, Duration timeout) {
  private static final String PROBLEM_TYPE = "application/problem+json";
  private static final int NOT_FOUND = 404;
  private static final int UNANSWERED = 202;

  /**
   * Sends a call and returns the response.
   *
   * @throws WeftException if there is none, or the server refuses the call
   */
  <T> T send(Call<T> call) {
    return value(call.operation(), sent(call));
  }

  /** Sends a call and returns the response; empty for 404. */
  <T> Optional<T> find(Call<T> call) {
    HttpResponse<byte[]> response = sendWithRetries(request(call), BodyHandlers.ofByteArray());
    return response.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(value(call.operation(), requireOk(response)));
  }

  /**
   * Sends an order and returns the response.
   *
   * @throws WeftException also if no rollout service has answered the order in time
   */
  <T> T order(Call<T> call) {
    HttpResponse<byte[]> response = sent(call);
    if (response.statusCode() == UNANSWERED) {
      throw WeftException.unanswered(
          read(text(response.body()), dev.weft.client.rollout.UnansweredOrder.class).detail());
    }
    return value(call.operation(), response);
  }

  /** Opens a response body, which the caller reads and closes. */
  HttpResponse<InputStream> open(Call<byte[]> call) {
    HttpResponse<InputStream> response =
        sendWithRetries(request(call), BodyHandlers.ofInputStream());
    if (response.statusCode() / 100 != 2) {
      throw refused(response, streamed(response));
    }
    return response;
  }

  /**
   * Sends one try of a call whose response stays open, whatever its status; the timeout is for the
   * response's headers.
   */
  HttpResponse<InputStream> stream(Call<?> call) throws IOException, InterruptedException {
    return Streams.open(http, builder(call).build(), timeout);
  }

  /** Returns whether a GET of the path is answered with 200 within the time. */
  boolean answers(String path, Duration within) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(within);
    authorize(request);
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw WeftException.interrupted(e);
    }
  }

  /** Waits as long as between two tries. */
  void pause(int attempt) {
    sleep(retry.pause(attempt, Optional.empty()));
  }

  WeftException unreachable(IOException cause) {
    return WeftException.unreachable(server, cause);
  }

  static String streamed(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return text(body.readAllBytes());
    } catch (IOException e) {
      return "";
    }
  }

  private <T> HttpResponse<byte[]> sent(Call<T> call) {
    return requireOk(sendWithRetries(request(call), BodyHandlers.ofByteArray()));
  }

  private HttpRequest request(Call<?> call) {
    return builder(call).timeout(timeout.plus(call.longer())).build();
  }

  private HttpRequest.Builder builder(Call<?> call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(call.path()))
            .method(call.operation().method(), call.body())
            .header("Accept", call.operation().accepts());
    if (call.contentType() != null) {
      request.header("Content-Type", call.contentType());
    }
    call.headers().forEach((header, value) -> request.header(header.toString(), value));
    authorize(request);
    return request;
  }

  private void authorize(HttpRequest.Builder request) {
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
  }

  private <T> HttpResponse<T> sendWithRetries(HttpRequest request, BodyHandler<T> body) {
    long deadline = System.nanoTime() + retry.total().toNanos();
    for (int attempt = 1; ; attempt++) {
      Optional<Duration> asked = Optional.empty();
      IOException lost = null;
      HttpResponse<T> response = null;
      try {
        response = http.send(request, body);
        if (!isBusy(response)) {
          return response;
        }
        asked =
            response
                .headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryPolicy.retryAfter(value, Clock.systemUTC()));
      } catch (IOException e) {
        lost = e;
      } catch (InterruptedException e) {
        throw WeftException.interrupted(e);
      }
      Duration pause = retry.pause(attempt, asked);
      if (System.nanoTime() + pause.toNanos() > deadline) {
        if (lost != null) {
          throw unreachable(lost);
        }
        return response;
      }
      close(response);
      sleep(pause);
    }
  }

  private static boolean isBusy(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 429, 503, 504 -> true;
      // A proxy's 502 is temporary; the gateway's own means that a model is broken.
      case 502 ->
          !response.headers().firstValue("Content-Type").orElse("").startsWith(PROBLEM_TYPE);
      default -> false;
    };
  }

  private static void close(HttpResponse<?> response) {
    if (response != null && response.body() instanceof InputStream body) {
      try {
        body.close();
      } catch (IOException e) {
        // The rest is not needed.
      }
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw WeftException.interrupted(e);
    }
  }

  private HttpResponse<byte[]> requireOk(HttpResponse<byte[]> response) {
    if (response.statusCode() / 100 != 2) {
      throw refused(response, text(response.body()));
    }
    return response;
  }

  private WeftException refused(HttpResponse<?> response, String body) {
    int revision =
        response
            .headers()
            .firstValue("ETag")
            .filter(tag -> tag.matches("\"\\d{1,9}\""))
            .map(tag -> Integer.parseInt(tag.replace("\"", "")))
            .orElse(0);
    return WeftException.refused(
        "the server at " + server + " responded: ",
        Problem.of(response.statusCode(), body),
        revision);
  }

  private <T> T value(Operation<T> operation, HttpResponse<byte[]> response) {
    if (operation.answer() == Void.class) {
      return null;
    }
    return operation.answer() == byte[].class
        ? operation.answer().cast(response.body())
        : read(text(response.body()), operation.answer());
  }

  /** Reads a response, or a part of one, from JSON. */
  <T> T read(String text, Class<T> type) {
    try {
      T value = WeftJson.read(text, type);
      if (value == null || value instanceof JsonNode tree && !tree.isObject()) {
        throw WeftException.notWeft(server, "its response is empty", null);
      }
      return value;
    } catch (JsonProcessingException e) {
      throw WeftException.notWeft(server, "its response is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
