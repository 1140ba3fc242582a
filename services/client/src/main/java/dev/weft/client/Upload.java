package dev.weft.client;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** An image to upload, and what is said of it. Immutable. */
public final class Upload {

  /** Where the bytes come from, once for each try. */
  @FunctionalInterface
  private interface Source {
    BodyPublisher body();
  }

  private final Source source;
  private final String id;
  private final Map<String, String> tags;
  private final String model;
  private final boolean training;
  private final Instant deadline;
  private final Duration wait;

  private Upload(
      Source source,
      String id,
      Map<String, String> tags,
      String model,
      boolean training,
      Instant deadline,
      Duration wait) {
    this.source = source;
    this.id = id;
    this.tags = tags;
    this.model = model;
    this.training = training;
    this.deadline = deadline;
    this.wait = wait;
  }

  private static Upload of(Source source) {
    String id = UUID.randomUUID().toString();
    return new Upload(source, id, Map.of(), null, false, null, Duration.ZERO);
  }

  /** A file; its bytes are streamed. */
  public static Upload of(Path file) {
    return of(() -> body(file));
  }

  /** Bytes; they are not copied. */
  public static Upload of(byte[] bytes) {
    return of(() -> BodyPublishers.ofByteArray(bytes));
  }

  /** A stream, opened once for each try and closed at its end. */
  public static Upload of(Supplier<? extends InputStream> stream) {
    return of(() -> BodyPublishers.ofInputStream(stream));
  }

  private static BodyPublisher body(Path file) {
    try {
      if (Files.isReadable(file)) {
        return BodyPublishers.ofFile(file);
      }
    } catch (FileNotFoundException e) {
      throw WeftException.unreadable("cannot be read: it is gone", e);
    }
    throw WeftException.unreadable("cannot be read: no such file, or no permission", null);
  }

  /**
   * The image's id, which is also its Idempotency-Key: the same id and bytes again is the same
   * image. A random one if it is not chosen.
   */
  public Upload id(String chosen) {
    return new Upload(
        source, Objects.requireNonNull(chosen), tags, model, training, deadline, wait);
  }

  /** Says something of the image, such as where it was taken; beside what was said before. */
  public Upload tags(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(tags);
    all.putAll(more);
    return new Upload(source, id, Map.copyOf(all), model, training, deadline, wait);
  }

  /** The model that is to answer, and to learn from the image's label; null for the default. */
  public Upload model(String name) {
    return new Upload(source, id, tags, name, training, deadline, wait);
  }

  /** Whether it is only to be labeled and learned from: no model answers it. */
  public Upload forTraining(boolean only) {
    return new Upload(source, id, tags, model, only, deadline, wait);
  }

  /** Later it is rejected as expired. */
  public Upload deadline(Instant last) {
    return new Upload(source, id, tags, model, training, last, wait);
  }

  /** How long the server waits for the answer before it answers without; at most a minute. */
  public Upload waitFor(Duration time) {
    return new Upload(source, id, tags, model, training, deadline, time);
  }

  public String id() {
    return id;
  }

  BodyPublisher body() {
    return source.body();
  }

  Map<String, String> tags() {
    return tags;
  }

  String model() {
    return model;
  }

  boolean isForTraining() {
    return training;
  }

  Instant deadline() {
    return deadline;
  }

  Duration waits() {
    return wait;
  }
}
