package dev.weft.standalone;

import dev.weft.classifier.serving.LoadingState;
import java.io.PrintStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The start message: a table for people, followed by a line for programs.
 *
 * @param running addresses and directories
 * @param http address of the gateway
 * @param model the serving model
 * @param seconds since the process started
 */
record Announcement(Running running, URI http, LoadingState model, double seconds) {
  private static final String MARK = "WEFT READY ";

  void print(PrintStream out) {
    StandaloneAddresses place = running.place();
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%nWeft is ready after %.1f s.%n%n", seconds));
    row(text, "HTTP", http + "  (API: /q/openapi, health: /q/health)");
    row(text, "Kafka", place.kafka() + (place.hasOwnBroker() ? "  (in this process)" : ""));
    row(text, "S3", place.s3() + (place.hasOwnStore() ? "  (in this process)" : ""));
    row(text, "bucket", place.bucket());
    row(text, "data", running.data().toString());
    row(text, "engine", engine() + (device().isEmpty() ? "" : "  (" + device() + ")"));
    row(text, "model", name());
    text.append(System.lineSeparator()).append(MARK).append(json()).append(System.lineSeparator());
    out.print(text);
    out.flush();
  }

  private String json() {
    StandaloneAddresses place = running.place();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("http", http.toString());
    fields.put("kafka", place.kafka());
    fields.put("s3", place.s3().toString());
    fields.put("bucket", place.bucket());
    fields.put("data", running.data().toString());
    fields.put("engine", engine());
    fields.put("model", name());
    return fields.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
        .collect(
            Collectors.joining(
                ",", "{", String.format(Locale.ROOT, ",\"seconds\":%.1f}", seconds)));
  }

  private String engine() {
    return model instanceof LoadingState.Serving serving ? serving.engine().name() : "none";
  }

  private String device() {
    return model instanceof LoadingState.Serving serving ? serving.engine().device() : "";
  }

  private String name() {
    return model instanceof LoadingState.Serving serving ? serving.model().toString() : "none";
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(String.format("  %-8s%s%n", name, value));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
