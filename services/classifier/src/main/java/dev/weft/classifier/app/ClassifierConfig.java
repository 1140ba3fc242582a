package dev.weft.classifier.app;

import dev.weft.classifier.settings.PipelineSettings;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Configuration of the classifier. Where the default is 0, the value depends on the machine's cores
 * or the engine.
 */
@ConfigMapping(prefix = "weft.classifier")
public interface ClassifierConfig {

  /** Whether this process classifies images. */
  @WithDefault("true")
  boolean enabled();

  /**
   * Name of the default model, which classifies images that name none; the same for all services.
   */
  @WithDefault("clothing")
  String model();

  /**
   * The models that this replica serves; if unset, {@code weft.classifier.model} and every other
   * model that has a rollout. Replicas that serve the same model share its images, in a consumer
   * group per model.
   */
  Optional<List<String>> models();

  /**
   * Which versions this replica loads: {@code rollout} for those that the model's rollout asks for,
   * {@code newest} for the newest published one, in deployments without a rollout service. {@code
   * rollout} if unset, unless {@code weft.classifier.version} is set.
   */
  Optional<Versions> versions();

  /** Which versions are loaded. */
  enum Versions {
    /** The serving version and the candidate of {@code weft.rollouts.changed}. */
    ROLLOUT,
    /** The newest version; a newer one is loaded while the old one serves. */
    NEWEST
  }

  /** The one version that this replica serves, regardless of rollouts; 0 for none. */
  @WithDefault("0")
  int version();

  /**
   * Estimated memory that all loaded versions of all models, and the base of trainings, may take
   * together; a version that would not fit beside others is refused. If unset, half of the
   * machine's memory or of the container's limit. For a GPU, the limit of its memory.
   */
  Optional<MemorySize> modelMemory();

  /** Largest total size of one version's files; larger versions are not downloaded. */
  @WithDefault("2G")
  MemorySize maxModel();

  /** Protection of this process while it loads a version. */
  Loading loading();

  /** Protection of this process while it loads a version. */
  interface Loading {

    /**
     * Whether a version that was not loaded here before is first loaded in a child process, so that
     * a crash, a hang or a lack of memory does not affect this process.
     */
    @WithDefault("true")
    boolean check();

    /**
     * Time limit for loading and checking a version, first in the child process and then in this
     * one.
     */
    @WithDefault("5m")
    Duration timeout();

    /** Heap of the child process. */
    @WithDefault("256M")
    MemorySize heap();

    /**
     * Memory limit of the child process, enforced on Linux. If unset, twice the version's estimated
     * memory and an allowance for a JVM and its libraries; never more than what is free.
     */
    Optional<MemorySize> memory();

    /**
     * Number of consecutive loads that crash, hang or exceed a limit after which a candidate is
     * given up, also across restarts, until the rollout, the build or the engine's settings change.
     * The version that is to serve is retried with growing delays, while the version that served
     * here before does.
     */
    @WithDefault("3")
    int attempts();
  }

  /** How often this replica reports what it has loaded, in addition to a report at each change. */
  @WithDefault("5s")
  Duration report();

  /**
   * Engine: {@code onnx-cpu}, {@code onnx-cpu-int8}, {@code onnx-cuda}, {@code openvino-cpu},
   * {@code openvino-cpu-int8}, {@code openvino-cpu-bf16}, {@code dl4j-cpu}, {@code dl4j-cuda},
   * several of them separated by commas, or {@code auto} for all that this machine supports. Of
   * {@code onnx-cpu}, {@code onnx-cpu-int8} and those of OpenVINO, all that are allowed and
   * available are timed when a version is loaded, and the fastest one serves; a less exact one must
   * be faster by 15 %. {@code onnx-cpu} alone always uses float32; an engine for int8 alone refuses
   * versions without an 8-bit integer graph. {@code WEFT_OPENVINO_LIBRARIES} names the folder of
   * OpenVINO's libraries if it is not found.
   */
  @WithDefault("auto")
  String engine();

  /** Threads of one engine call on a CPU; 0 for the number of cores. */
  @WithDefault("0")
  int engineThreads();

  /** Number of concurrent engine calls; 0 for what suits the engine best. */
  @WithDefault("0")
  int engineCalls();

  /** Maximum batch size in images; 0 for 4 on a CPU and 64 on a GPU. */
  @WithDefault("0")
  int maxBatch();

  /** Longest time that the first image of a batch waits for others that are being decoded. */
  @WithDefault("5ms")
  Duration maxWait();

  /**
   * Threads that fetch and decode; 0 for the number of cores + 1, since they wait for the store
   * half of the time.
   */
  @WithDefault("0")
  int prepareThreads();

  /**
   * Maximum number of images that are read from Kafka and not yet answered; 0 for 8 full batches,
   * but at least 64.
   */
  @WithDefault("0")
  int maxInFlight();

  /**
   * Queue capacity, in decoded images, of a shadowing candidate; images beyond it are not shadowed.
   */
  @WithDefault("16")
  int shadowQueue();

  /** Maximum total size of encoded images in memory. */
  @WithDefault("64M")
  MemorySize maxFetched();

  /** Maximum file size; larger images are rejected as {@code too_large}. */
  @WithDefault("20M")
  MemorySize maxImage();

  /** Maximum number of pixels; larger images are rejected as {@code too_many_pixels}. */
  @WithDefault("100000000")
  long maxPixels();

  /**
   * Maximum CPU time for decoding one image; more expensive ones are rejected as {@code
   * too_expensive}. Most of them are rejected much earlier, by a limit of decoding steps that is
   * derived from the image's bytes and pixels.
   */
  @WithDefault("10s")
  Duration maxDecodeTime();

  /**
   * Number of labels in a prediction; 0 for all labels of a model with up to 10 classes, and 5 for
   * a larger one.
   */
  @WithDefault("0")
  int labels();

  /**
   * Number of image ids remembered per partition to deduplicate repeated events: so many with a
   * prediction, and so many that were rejected.
   */
  @WithDefault("10000")
  int answeredWindow();

  /**
   * What to do if a model's group has no offsets although it has answered images, as when the
   * broker has deleted the offsets: {@code refuse} answers nothing until another value is chosen,
   * {@code after-answers} resumes after the last answered event, {@code answer-again} answers all
   * retained events again. To be set for the affected start only, and then removed.
   */
  @WithDefault("refuse")
  PipelineSettings.LostOffsets lostOffsets();

  /**
   * Longest time that work in progress may take when a partition is revoked or the process stops.
   */
  @WithDefault("3s")
  Duration drain();

  /**
   * How long an image that cannot be fetched or decoded is retried before it is rejected, if the
   * failure concerns this image alone: its object is missing or access to it is denied, or reading
   * it fails with an internal error. Failures of the store or the machine are retried until they
   * pass.
   */
  @WithDefault("30s")
  Duration imageRetry();

  /**
   * Time limit of an engine call, and of fetching or decoding an image, after which this process is
   * considered hung: its liveness check fails, so that it is restarted. Should be many times what
   * the largest batch takes on the slowest machine.
   */
  @WithDefault("10m")
  Duration hangTimeout();

  /**
   * Delay before the first retry after a failure of the store, an engine or the broker; doubles
   * with each retry.
   */
  @WithDefault("100ms")
  Duration retryFirst();

  /** Longest delay between two retries. */
  @WithDefault("5s")
  Duration retryMost();

  /**
   * Initial retry interval for a model that is not published yet or failed to load; grows with each
   * failure.
   */
  @WithDefault("500ms")
  Duration modelCheck();

  /** How often a newer version than the serving one is looked for, with {@code newest}. */
  @WithDefault("5s")
  Duration modelFollow();

  /**
   * Directory for model files, whose checksums are verified at each load, and for a file that
   * records which versions could be loaded here.
   */
  @WithDefault(".weft/models")
  Path modelCache();

  /**
   * Consumer group of {@code weft.classifier.model}; replicas of one group share the images. The
   * group of any other model has this name, a dot and the model's name.
   */
  @WithDefault("weft-classifier")
  String groupId();

  /**
   * Name of this replica, unique in its group and stable across restarts, such as the pod name in a
   * StatefulSet: a replica that was killed then resumes at once where it stopped.
   */
  @WithDefault("local")
  String instanceId();

  /** The Open Inference Protocol, for clients that want an answer without Kafka. */
  Inference inference();

  /** The Open Inference Protocol. */
  interface Inference {

    /** Maximum request body; larger ones get status 413. */
    @WithDefault("32M")
    MemorySize maxRequest();

    /**
     * Maximum total size of request bodies in memory; a request beyond it gets status 503. Not
     * included: a copy of each image that is being decoded, and what JSON takes while it is parsed,
     * up to twice its body.
     */
    @WithDefault("96M")
    MemorySize maxHeld();

    /** Maximum number of images per request; more get status 413. */
    @WithDefault("64")
    int maxImages();

    /** Maximum number of images of all requests that wait for an answer; more get status 503. */
    @WithDefault("256")
    int maxWaiting();

    /**
     * Maximum number of decoded images that wait for the engine, in addition to those of events.
     * When requests and events together exceed the engine's capacity, each gets a share
     * proportional to its number of slots. 0 for what all engine calls and one more batch take.
     */
    @WithDefault("0")
    int slots();

    /** Time limit of a request; then it gets status 503. */
    @WithDefault("30s")
    Duration timeout();
  }

  /** Features of images, which trainings start from. */
  Features features();

  /** Features of images, which trainings start from. */
  interface Features {
    /**
     * Whether features are kept that a version computes when it answers, and those that labeled
     * images lack are computed while nothing else is to be done. Otherwise the trainer computes
     * them.
     */
    @WithDefault("true")
    boolean enabled();

    /**
     * Prefix of the consumer groups that share the labeled images; continues with a dot, the
     * model's name, the beginning of the base's SHA-256 and, if it differs from the base's, the
     * input size.
     */
    @WithDefault("weft-classifier-features")
    String groupId();
  }

  /** S3 bucket notifications. */
  Notifications notifications();

  /** S3 bucket notifications. */
  interface Notifications {
    /**
     * Whether they are not processed; those that arrive meanwhile are processed when this is unset.
     */
    @WithDefault("false")
    @WithName("paused")
    boolean paused();
  }
}
