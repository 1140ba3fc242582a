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

/** The classifier. Where 0 is the default, the machine's cores or the engine decide. */
@ConfigMapping(prefix = "weft.classifier")
public interface ClassifierConfig {

  /** Whether this process classifies. */
  @WithDefault("true")
  boolean enabled();

  /** Name of the model that answers images which name none, the same for all services. */
  @WithDefault("clothing")
  String model();

  /**
   * The models that this replica serves; if unset, {@code weft.classifier.model} and every other
   * that has a rollout. Those of one model share its images, in a consumer group of its own.
   */
  Optional<List<String>> models();

  /**
   * Which versions this replica loads: {@code rollout} for those that the model's rollout asks for,
   * {@code newest} for the newest that is published, where no rollout service runs. {@code rollout}
   * if unset, unless a version is named.
   */
  Optional<Versions> versions();

  /** Which versions are loaded. */
  enum Versions {
    /** The serving version and the candidate of {@code weft.rollouts.changed}. */
    ROLLOUT,
    /** The newest; a newer one is loaded while the old one serves. */
    NEWEST
  }

  /** The one version that this replica serves, whatever rollouts say; 0 for none. */
  @WithDefault("0")
  int version();

  /**
   * Memory that all loaded versions may hold, by estimate; a candidate that would not fit beside
   * what serves is refused. Half of the machine's, or of the container's limit, if unset. Where a
   * GPU serves, what it may hold.
   */
  Optional<MemorySize> modelMemory();

  /** What the files of one version may have together; more are not fetched. */
  @WithDefault("2G")
  MemorySize maxModel();

  /** What loading a version may do to this process. */
  Loading loading();

  /** What loading a version may do to this process. */
  interface Loading {

    /**
     * Whether a version that was not loaded here before is loaded in a process of its own first,
     * which may crash, hang or run out of memory in this one's place.
     */
    @WithDefault("true")
    boolean check();

    /** How long that process may take to load and check a version, and then this one. */
    @WithDefault("5m")
    Duration timeout();

    /** Heap of that process. */
    @WithDefault("256M")
    MemorySize heap();

    /**
     * All memory of that process, where the system is Linux. If unset, twice what the version needs
     * by estimate, and what a JVM and its libraries take; never more than is free.
     */
    Optional<MemorySize> memory();

    /**
     * After so many loads in a row that crashed, hung or took too much a candidate is given up,
     * also over restarts, until another rollout, build or setting of the engine. What is to serve
     * is tried again, later and later, while the version that served here before does.
     */
    @WithDefault("3")
    int attempts();
  }

  /** How often this replica reports what it has loaded; each change is reported at once. */
  @WithDefault("5s")
  Duration report();

  /**
   * Engine: {@code onnx-cpu}, {@code onnx-cpu-int8}, {@code onnx-cuda}, {@code dl4j-cpu}, {@code
   * dl4j-cuda}, several of them separated by commas, or {@code auto} for all that this machine has.
   * With both {@code onnx-cpu} and {@code onnx-cpu-int8} a version's graph in float32 and its graph
   * in 8-bit integers are timed when it is loaded, and the faster serves; {@code onnx-cpu} alone is
   * float32 always, {@code onnx-cpu-int8} alone refuses versions that have no graph in integers.
   */
  @WithDefault("auto")
  String engine();

  /** Threads of one engine call on a processor; 0 for as many as there are cores. */
  @WithDefault("0")
  int engineThreads();

  /** Batches given to the engine at the same time; 0 for as many as suit the engine best. */
  @WithDefault("0")
  int engineCalls();

  /** Images in a batch at most; 0 for 4 on a processor and 64 on a GPU. */
  @WithDefault("0")
  int maxBatch();

  /** How long the first image of a batch waits at most for others that are being decoded. */
  @WithDefault("5ms")
  Duration maxWait();

  /**
   * Threads that fetch and decode; 0 for cores + 1, as they wait for the store half of the time.
   */
  @WithDefault("0")
  int prepareThreads();

  /** Images taken from Kafka and not yet answered; 0 for 8 full batches, and at least 64. */
  @WithDefault("0")
  int maxInFlight();

  /** Decoded images that wait for a candidate that shadows; what is over is left out. */
  @WithDefault("16")
  int shadowQueue();

  /** Encoded images in memory at once. */
  @WithDefault("64M")
  MemorySize maxFetched();

  /** The largest file that is classified; larger ones are rejected as {@code too_large}. */
  @WithDefault("20M")
  MemorySize maxImage();

  /** The most pixels that are decoded; more are rejected as {@code too_many_pixels}. */
  @WithDefault("100000000")
  long maxPixels();

  /**
   * The most processor time that decoding one image may take; what takes more is rejected as {@code
   * too_expensive}. Most of what would is refused long before, by a count of steps that follows the
   * image's bytes and pixels.
   */
  @WithDefault("10s")
  Duration maxDecodeTime();

  /** Labels of a prediction; 0 for all of a model with up to 10 classes, and 5 of a larger one. */
  @WithDefault("0")
  int labels();

  /**
   * Image ids remembered for each partition, so that a repeated event is not answered twice: so
   * many that have a prediction, and so many that were rejected.
   */
  @WithDefault("10000")
  int answeredWindow();

  /**
   * What becomes of a model whose group has no offsets beside answers of it, as after the broker
   * has forgotten them: {@code refuse} answers nothing before it is said what to do, {@code
   * after-answers} goes on behind the last answer, {@code answer-again} answers all events that are
   * kept once more. For the start that needs it, not for good.
   */
  @WithDefault("refuse")
  PipelineSettings.LostOffsets lostOffsets();

  /** How long begun work may go on when a partition is given away or the process stops. */
  @WithDefault("3s")
  Duration drain();

  /**
   * How long an image is tried again that alone cannot be fetched or decoded, before it is
   * rejected: its object is missing or refused, or reading it fails with an error of the classifier
   * itself. What the store or the machine is to blame for is tried again until it passes.
   */
  @WithDefault("30s")
  Duration imageRetry();

  /**
   * How long one call of the engine, or fetching or decoding one image, may take before this
   * process is taken to hang: liveness fails then, so that it is restarted. Many times what the
   * largest batch takes on the slowest machine.
   */
  @WithDefault("10m")
  Duration hangTimeout();

  /** The first wait before a store, an engine or a broker that failed is tried again; doubles. */
  @WithDefault("100ms")
  Duration retryFirst();

  /** The longest wait before it is tried again. */
  @WithDefault("5s")
  Duration retryMost();

  /**
   * How often a model that is not published yet, or failed to load, is tried again at first; what
   * goes on failing, more seldom.
   */
  @WithDefault("500ms")
  Duration modelCheck();

  /** How often a version newer than the one that serves is looked for, with {@code newest}. */
  @WithDefault("5s")
  Duration modelFollow();

  /**
   * Directory for model files, checked each time they are loaded, and for a file that remembers
   * over a restart which versions could be loaded here.
   */
  @WithDefault(".weft/models")
  Path modelCache();

  /**
   * Consumer group; replicas of one group share the images. That of {@code weft.classifier.model}
   * has this name, that of any other model this name, a dot and the model's.
   */
  @WithDefault("weft-classifier")
  String groupId();

  /**
   * This replica's name, unique in its group and the same after a restart, as a StatefulSet's pod
   * name is: a replica that was killed goes on at once where it stopped.
   */
  @WithDefault("local")
  String instanceId();

  /** The Open Inference Protocol, for clients that want an answer without Kafka. */
  Inference inference();

  /** The Open Inference Protocol. */
  interface Inference {

    /** The longest body of a request; longer ones are answered with 413. */
    @WithDefault("32M")
    MemorySize maxRequest();

    /**
     * Bodies of requests in memory at once; a request that would be more is answered with 503. Not
     * counted: a copy of the image that a core decodes, and what JSON takes while it is read, up to
     * twice its body.
     */
    @WithDefault("96M")
    MemorySize maxHeld();

    /** Images in a request at most; more are answered with 413. */
    @WithDefault("64")
    int maxImages();

    /** Images of all requests that wait for an answer; more are answered with 503. */
    @WithDefault("256")
    int maxWaiting();

    /**
     * Decoded images that wait for the engine, beside those of events. Where both sides want the
     * whole engine, each gets it by its share of these. 0 for what all engine calls and one more
     * batch take.
     */
    @WithDefault("0")
    int slots();

    /** How long an answer may take; then it is 503. */
    @WithDefault("30s")
    Duration timeout();
  }

  /** S3 bucket notifications. */
  Notifications notifications();

  /** S3 bucket notifications. */
  interface Notifications {
    /** Whether they are left alone; those that come meanwhile are taken in when this ends. */
    @WithDefault("false")
    @WithName("paused")
    boolean paused();
  }
}
