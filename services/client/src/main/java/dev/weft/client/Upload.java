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

/** An image to upload, with its metadata. Immutable. */
public final class Upload {

  /** Opens the bytes, once for each try. */
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

  /** An image in a file, whose bytes are streamed. */
  public static Upload of(Path file) {
    return of(() -> body(file));
  }

  /** An image in memory; the bytes are not copied. */
  public static Upload of(byte[] bytes) {
    return of(() -> BodyPublishers.ofByteArray(bytes));
  }

  /** An image from a stream, which is opened for each try and closed after it. */
  public static Upload of(Supplier<? extends InputStream> stream) {
    return of(() -> BodyPublishers.ofInputStream(stream));
  }

  private static BodyPublisher body(Path file) {
    try {
      if (Files.isReadable(file)) {
        return BodyPublishers.ofFile(file);
      }
    } catch (FileNotFoundException e) {
      throw WeftException.unreadable("cannot be read: it no longer exists", e);
    }
    throw WeftException.unreadable("cannot be read: no such file, or no permission", null);
  }

  /**
   * Sets the image's id, which is also the Idempotency-Key: uploading the same bytes with the same
   * id again creates no second image. Random by default.
   */
  public Upload id(String chosen) {
    return new Upload(
        source, Objects.requireNonNull(chosen), tags, model, training, deadline, wait);
  }

  /** Adds tags, such as where the image was taken, to those already set. */
  public Upload tags(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(tags);
    all.putAll(more);
    return new Upload(source, id, Map.copyOf(all), model, training, deadline, wait);
  }

  /**
   * Sets the model that classifies the image, and that learns from its label; null for the default.
   */
  public Upload model(String name) {
    return new Upload(source, id, tags, name, training, deadline, wait);
  }

  /** Sets whether the image is for labeling and training only, and is not classified. */
  public Upload forTraining(boolean only) {
    return new Upload(source, id, tags, model, only, deadline, wait);
  }

  /** Sets the time after which the image is rejected as expired. */
  public Upload deadline(Instant last) {
    return new Upload(source, id, tags, model, training, last, wait);
  }

  /**
   * Sets how long the server waits for the answer before it responds without it; at most a minute.
   */
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
