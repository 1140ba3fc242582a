package dev.weft.classifier.app;

import java.time.Duration;

/**
 * Limits of settings that are used only once a version is loaded, checked at the start, so that a
 * wrong value does not look like a model that cannot be loaded.
 */
final class SettingLimits {

  private SettingLimits() {}

  /**
   * Checks all of them.
   *
   * @throws IllegalArgumentException if one is exceeded; the message names the key
   */
  static void require(ClassifierConfig config) {
    atLeast(1, "answered-window", config.answeredWindow());
    atLeast(0, "labels", config.labels());
    atLeast(0, "shadow-queue", config.shadowQueue());
    atLeast(1, "max-fetched", config.maxFetched().asLongValue());
    atLeast(1, "max-image", config.maxImage().asLongValue());
    atLeast(1, "max-pixels", config.maxPixels());
    atLeast(0, "version", config.version());
    atLeast(0, "engine-threads", config.engineThreads());
    atLeast(0, "max-batch", config.maxBatch());
    atLeast(1, "max-model", config.maxModel().asLongValue());
    config.modelMemory().ifPresent(size -> atLeast(1, "model-memory", size.asLongValue()));
    notNegative("max-wait", config.maxWait());
    notNegative("drain", config.drain());
    notNegative("image-retry", config.imageRetry());
    positive("max-decode-time", config.maxDecodeTime());
    positive("hang-timeout", config.hangTimeout());
    positive("report", config.report());
    positive("model-check", config.modelCheck());
    positive("model-follow", config.modelFollow());
    positive("retry-first", config.retryFirst());
    if (config.retryMost().compareTo(config.retryFirst()) < 0) {
      throw new IllegalArgumentException(
          "weft.classifier.retry-most must be at least weft.classifier.retry-first, but they are %s and %s"
              .formatted(config.retryMost(), config.retryFirst()));
    }
  }

  private static void atLeast(long least, String key, long value) {
    if (value < least) {
      throw wrong(key, "must be at least " + least, value);
    }
  }

  private static void notNegative(String key, Duration value) {
    if (value.isNegative()) {
      throw wrong(key, "must not be negative", value);
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw wrong(key, "must be longer than 0", value);
    }
  }

  private static IllegalArgumentException wrong(String key, String allowed, Object value) {
    return new IllegalArgumentException(
        "weft.classifier.%s %s, but is %s".formatted(key, allowed, value));
  }
}
