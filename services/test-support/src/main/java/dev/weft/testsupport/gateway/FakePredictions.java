package dev.weft.testsupport.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The stream of predictions as server-sent events, numbered from 1 and kept for later clients. */
public final class FakePredictions {
  /** The {@code Last-Event-ID} headers of clients. */
  public final List<String> resumedFrom = new CopyOnWriteArrayList<>();

  /** Number of events after which the connection is closed, once. */
  public final AtomicInteger cutAfter = new AtomicInteger(Integer.MAX_VALUE);

  private final ObjectMapper json = new ObjectMapper();
  private final List<String> events = new ArrayList<>();
  private volatile boolean closed;

  FakePredictions() {}

  void publish(String id, String label, int version) {
    if (label.equals("silent")) {
      return;
    }
    ObjectNode data = json.createObjectNode().put("imageId", id);
    String type = "image-classified";
    if (label.equals("bad")) {
      type = "image-rejected";
      data.put("reason", "not_an_image").put("detail", "no picture");
    } else {
      data.put("role", "primary").put("engine", "onnx-cpu");
      data.putObject("model").put("name", "clothing").put("version", version);
      data.putArray("predictions").addObject().put("label", label).put("probability", 0.75);
      data.putObject("timings").put("inferSeconds", 0.1);
    }
    synchronized (events) {
      events.add("event: " + type + "\nid: " + (events.size() + 1) + "\ndata: " + data + "\n\n");
      events.notifyAll();
    }
  }

  void stream(HttpExchange exchange) throws IOException {
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    int next;
    synchronized (events) {
      next = last == null ? events.size() : Integer.parseInt(last);
    }
    if (last != null) {
      resumedFrom.add(last);
    }
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      write(out, ": hello\n\n");
      while (!closed) {
        String event = await(next);
        if (event == null) {
          return;
        }
        write(out, event);
        next++;
        if (cutAfter.decrementAndGet() == 0) {
          return;
        }
      }
    }
  }

  private String await(int index) {
    synchronized (events) {
      while (events.size() <= index && !closed) {
        try {
          events.wait();
        } catch (InterruptedException e) {
          return null;
        }
      }
      return closed ? null : events.get(index);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  void close() {
    closed = true;
    synchronized (events) {
      events.notifyAll();
    }
  }
}
