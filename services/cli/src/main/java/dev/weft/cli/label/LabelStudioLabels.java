package dev.weft.cli.label;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.image.LabelSource;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.label.LabelEntry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the choices of an export of Label Studio, as JSON or JSON-MIN. Of several annotations of a
 * task, the newest one that was not cancelled is used.
 *
 * <p>A task's picture is either an image of this server (given as {@code /v1/images/ID/content}, or
 * as the object {@code uploads/2026/11/28/13/ID}; {@code uploads/ID} in older releases) or a file:
 * files uploaded into Label Studio are searched by name, with and without the eight digits that
 * Label Studio prepends.
 */
final class LabelStudioLabels {

  private static final Pattern CONTENT =
      Pattern.compile(".*/v1/images/([A-Za-z0-9][A-Za-z0-9._-]{0,127})/content(\\?.*)?");
  private static final Pattern UPLOAD =
      Pattern.compile(
          "s3://[^/]+/uploads/(?:\\d{4}/\\d{2}/\\d{2}/\\d{2}/)?([A-Za-z0-9][A-Za-z0-9._-]{0,127})");
  private static final Pattern LOCAL = Pattern.compile(".*[?&]d=([^&]*).*");
  private static final Pattern PREFIXED = Pattern.compile("[0-9a-f]{8}-(.+)");

  private final LabelList.Builder list = new LabelList.Builder(LabelSource.LABEL_STUDIO);
  private final ImageFiles files;

  private LabelStudioLabels(ImageFiles files) {
    this.files = files;
  }

  /**
   * Reads an export.
   *
   * @param name the name of the file, for messages
   * @param folder the folder of the files
   * @throws CliException if it is not a valid export
   */
  static LabelList read(String name, String text, Path folder) {
    JsonNode tasks;
    try {
      tasks = Json.parse(text);
    } catch (IllegalArgumentException e) {
      throw usage(name + " is " + e.getMessage(), e);
    }
    if (!tasks.isArray()) {
      throw usage(name + " is JSON, but not a list of tasks", null);
    }
    LabelStudioLabels labels = new LabelStudioLabels(new ImageFiles(folder));
    for (JsonNode task : tasks) {
      labels.task(task);
    }
    return labels.list.build();
  }

  private void task(JsonNode task) {
    String name = "task " + task.path("id").asText("without an id");
    Optional<JsonNode> annotation = newest(task.path("annotations"));
    List<String> choices =
        task.has("data")
            ? choices(annotation.map(it -> it.path("result")).orElse(null))
            : texts(task.path("choice"));
    if (choices.size() != 1) {
      list.skip(name, choices.isEmpty() ? "has no choice" : "has several choices: " + choices);
      return;
    }
    Optional<String> picture = picture(task.has("data") ? task.path("data") : task);
    if (picture.isEmpty()) {
      list.skip(name, "does not name an image");
      return;
    }
    JsonNode who = annotation.map(it -> it.path("completed_by")).orElse(task.path("annotator"));
    add(name, picture.get(), choices.get(0), by(who));
  }

  private void add(String name, String picture, String label, String by) {
    for (Pattern pattern : List.of(CONTENT, UPLOAD)) {
      Matcher known = pattern.matcher(picture);
      if (known.matches()) {
        list.add(LabelEntry.ofImage(picture, known.group(1), label, by));
        return;
      }
    }
    Optional<Path> file =
        names(picture).stream().flatMap(candidate -> files.find(candidate).stream()).findFirst();
    if (file.isPresent()) {
      list.add(LabelEntry.ofFile(picture, file.get(), label, by));
    } else {
      list.skip(name, "no file for " + picture + " exists below " + files.folder());
    }
  }

  /** Returns the possible names of a picture's file, most specific first. */
  private static List<String> names(String picture) {
    Matcher local = LOCAL.matcher(picture);
    String path = decoded(local.matches() ? local.group(1) : picture.replaceAll("[?#].*", ""));
    String bare = path.replaceFirst("^[a-z0-9]+://[^/]*", "").replaceFirst("^/+", "");
    String last = bare.substring(bare.lastIndexOf('/') + 1);
    List<String> names = new ArrayList<>(List.of(bare, last));
    Matcher prefixed = PREFIXED.matcher(last);
    if (prefixed.matches()) {
      names.add(prefixed.group(1));
    }
    names.removeIf(String::isBlank);
    return names;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static Optional<JsonNode> newest(JsonNode annotations) {
    JsonNode newest = null;
    for (JsonNode annotation : annotations) {
      boolean cancelled = annotation.path("was_cancelled").asBoolean(false);
      if (!cancelled
          && (newest == null || annotatedAt(annotation).compareTo(annotatedAt(newest)) >= 0)) {
        newest = annotation;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** The time of an annotation: RFC 3339 in one time zone sorts lexically. */
  private static String annotatedAt(JsonNode annotation) {
    return annotation.path("updated_at").asText(annotation.path("created_at").asText(""));
  }

  private static List<String> choices(JsonNode result) {
    List<String> choices = new ArrayList<>();
    if (result != null) {
      result.forEach(part -> choices.addAll(texts(part.path("value").path("choices"))));
    }
    return choices;
  }

  private static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    JsonNode items = node.isObject() ? node.path("choices") : node;
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** Returns the field {@code image}, or else the first text that may be a path or address. */
  private static Optional<String> picture(JsonNode data) {
    if (data.path("image").isTextual()) {
      return Optional.of(data.path("image").asText());
    }
    return data.properties().stream()
        .map(Map.Entry::getValue)
        .filter(value -> value.isTextual() && value.asText().matches(".*[/.].*"))
        .map(JsonNode::asText)
        .findFirst();
  }

  private static String by(JsonNode who) {
    String text = who.isObject() ? who.path("email").asText("") : who.asText("");
    return text.isEmpty() ? null : who.isNumber() ? "user " + text : text;
  }

  private static CliException usage(String message, Throwable cause) {
    return new CliException(
        ExitCode.USAGE, message, "export from Label Studio as JSON or JSON-MIN", cause);
  }
}
