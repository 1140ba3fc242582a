package dev.weft.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Held-out answers as JSON Lines: a header line, then a line per image, sorted by id. Classes and
 * tags are indices into those of the header; an answer is a list of classes, each followed by its
 * probability, most probable first.
 *
 * <pre>{@code
 * {"format":1,"model":"tops","trainingId":"t7","folds":0,"classes":["hat","shirt"],
 *  "serving":{"version":3,"classes":["hat","shirt"]},"tags":[["camera","door"],["camera",null]],
 *  "heldOut":812,"top":2,"images":812}
 * {"id":"a1","label":0,"answer":[0,0.91234,1,0.08766],"serving":[1,0.6,0,0.4],"tags":[0]}
 * }</pre>
 *
 * {@code serving} and {@code tags} may be absent. Readers ignore unknown fields, but refuse another
 * {@code format}.
 */
public final class EvaluationFile {

  /** File name, next to a training's report. */
  public static final String NAME = "evaluation.jsonl";

  /** The format that is written, and the newest one that is read. */
  public static final int FORMAT = 1;

  /** Size limit when reading, in bytes: more than the largest file that is written. */
  static final int MAX_BYTES = 48 << 20;

  private static final JsonMapper JSON = new JsonMapper();

  private EvaluationFile() {}

  /** Writes a file; equal answers give equal bytes. */
  public static void write(EvaluationSet answers, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      line(out, header(answers));
      for (EvaluatedImage image : answers.images()) {
        line(out, image(image));
      }
    }
  }

  private static void line(Writer out, JsonNode line) throws IOException {
    out.write(JSON.writeValueAsString(line));
    out.write('\n');
  }

  private static ObjectNode header(EvaluationSet answers) {
    ObjectNode header = JSON.createObjectNode();
    header.put("format", FORMAT);
    header.put("model", answers.model());
    header.put("trainingId", answers.trainingId());
    header.put("folds", answers.folds());
    answers.classes().forEach(header.putArray("classes")::add);
    if (answers.serving() != null) {
      ObjectNode serving = header.putObject("serving");
      serving.put("version", answers.serving().version());
      answers.serving().classes().forEach(serving.putArray("classes")::add);
    }
    ArrayNode tags = header.putArray("tags");
    answers.tags().forEach(tag -> tags.addArray().add(tag.key()).add(tag.value()));
    header.put("heldOut", answers.heldOut());
    header.put("top", answers.top());
    header.put("images", answers.images().size());
    return header;
  }

  private static ObjectNode image(EvaluatedImage image) {
    ObjectNode line = JSON.createObjectNode();
    line.put("id", image.id());
    line.put("label", image.label());
    scores(line.putArray("answer"), image.scores());
    if (image.serving() != null) {
      scores(line.putArray("serving"), image.serving());
    }
    if (!image.tags().isEmpty()) {
      image.tags().forEach(line.putArray("tags")::add);
    }
    return line;
  }

  private static void scores(ArrayNode row, TopScores scores) {
    for (int i = 0; i < scores.size(); i++) {
      row.add(scores.classAt(i));
      row.add(BigDecimal.valueOf(scores.scoreAt(i), 5).stripTrailingZeros());
    }
  }

  /**
   * Reads a file.
   *
   * @param in not closed
   * @throws CorruptEvaluationException if it is invalid, truncated, or in a newer format
   * @throws IOException if it cannot be read
   */
  public static EvaluationSet read(InputStream in) throws IOException, CorruptEvaluationException {
    var lines =
        new BufferedReader(
            new InputStreamReader(new Limited(in, MAX_BYTES), StandardCharsets.UTF_8));
    int number = 1;
    try {
      JsonNode header = parse(lines.readLine());
      EvaluationSet empty = ofHeader(header);
      int expected = header.path("images").asInt(-1);
      require(
          expected >= 0 && expected <= EvaluationSet.MAX_IMAGES,
          "it has %d images, but at most %d are allowed"
              .formatted(expected, EvaluationSet.MAX_IMAGES));
      List<EvaluatedImage> images = new ArrayList<>(expected);
      for (number = 2; number <= expected + 1; number++) {
        String line = lines.readLine();
        require(line != null, "it ends after %d of %d images".formatted(images.size(), expected));
        images.add(ofLine(parse(line), empty));
      }
      return new EvaluationSet(
          empty.model(),
          empty.trainingId(),
          empty.folds(),
          empty.classes(),
          empty.serving(),
          empty.tags(),
          empty.heldOut(),
          empty.top(),
          images);
    } catch (JsonProcessingException e) {
      throw new CorruptEvaluationException("line %d is not JSON".formatted(number), e);
    } catch (IllegalArgumentException e) {
      throw new CorruptEvaluationException("line %d: %s".formatted(number, e.getMessage()), e);
    }
  }

  private static JsonNode parse(String line) throws JsonProcessingException {
    require(line != null, "it is empty");
    JsonNode node = JSON.readTree(line);
    require(node.isObject(), "it is not a JSON object");
    return node;
  }

  private static EvaluationSet ofHeader(JsonNode header) {
    int format = header.path("format").asInt();
    require(
        format == FORMAT,
        format > FORMAT
            ? "it has format %d, but this release supports format %d".formatted(format, FORMAT)
            : "it has no format");
    List<String> classes = texts(header.path("classes"));
    require(!classes.isEmpty(), "it has no classes");
    JsonNode serving = header.path("serving");
    List<Tag> tags = new ArrayList<>();
    for (JsonNode tag : header.path("tags")) {
      require(tag.path(0).isTextual(), "it has a tag without a key");
      tags.add(new Tag(tag.path(0).asText(), tag.path(1).textValue()));
    }
    return new EvaluationSet(
        header.path("model").asText(),
        header.path("trainingId").asText(),
        header.path("folds").asInt(),
        classes,
        serving.isObject()
            ? new EvaluationSet.Serving(
                serving.path("version").asInt(), texts(serving.path("classes")))
            : null,
        tags,
        header.path("heldOut").asInt(),
        header.path("top").asInt(),
        List.of());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array) {
      require(text.isTextual(), "a class is not a string");
      texts.add(text.asText());
    }
    return texts;
  }

  private static EvaluatedImage ofLine(JsonNode line, EvaluationSet header) {
    require(line.path("id").isTextual(), "an image has no id");
    int known = header.classes().size();
    JsonNode served = line.path("serving");
    require(
        served.isMissingNode() || header.serving() != null,
        "it has a prediction of a serving version, but there was none");
    List<Integer> tags = new ArrayList<>();
    for (JsonNode tag : line.path("tags")) {
      tags.add(index(tag, header.tags().size(), "tag"));
    }
    return new EvaluatedImage(
        line.path("id").asText(),
        index(line.path("label"), known, "class"),
        scores(line.path("answer"), known),
        served.isMissingNode() ? null : scores(served, header.serving().classes().size()),
        tags);
  }

  private static TopScores scores(JsonNode row, int known) {
    require(row.isArray() && row.size() % 2 == 0, "a prediction is not a list of pairs");
    int[] classes = new int[row.size() / 2];
    int[] scores = new int[classes.length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = index(row.get(2 * i), known, "class");
      require(row.get(2 * i + 1).isNumber(), "a probability is not a number");
      scores[i] = (int) Math.round(row.get(2 * i + 1).asDouble() * TopScores.ONE);
    }
    return new TopScores(classes, scores);
  }

  private static int index(JsonNode node, int size, String what) {
    require(
        node.isInt() && node.intValue() >= 0 && node.intValue() < size,
        "%s is not the index of a %s; there are %d".formatted(node, what, size));
    return node.intValue();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Limits the number of bytes, so that a line without an end does not exhaust the memory. */
  private static final class Limited extends java.io.FilterInputStream {
    private long left;

    Limited(InputStream in, long most) {
      super(in);
      left = most;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      left -= read;
      require(left >= 0, "it has more than %d bytes".formatted(MAX_BYTES));
    }
  }
}
