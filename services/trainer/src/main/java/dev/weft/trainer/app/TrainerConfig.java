package dev.weft.trainer.app;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The trainer. Where 0 is the default, the machine's cores or the engine decide. */
@ConfigMapping(prefix = "weft.trainer")
public interface TrainerConfig {

  /** Whether this process trains. */
  @WithDefault("true")
  boolean enabled();

  /** The model that learns from labels which name none, the same for all services. */
  @WithDefault("clothing")
  String model();

  /** Consumer group; trainers of one group share the models. */
  @WithDefault("weft-trainer")
  String groupId();

  /**
   * This trainer's name, unique in its group and the same after a restart, as a StatefulSet's pod
   * name is: a trainer that was killed goes on at once where it stopped.
   */
  @WithDefault("local")
  String instanceId();

  /** Engine of frozen networks: {@code auto}, {@code onnx-cpu}, {@code onnx-cuda}. */
  @WithDefault("auto")
  String engine();

  /** Threads of one engine call on a processor; 0 for as many as there are cores. */
  @WithDefault("0")
  int engineThreads();

  /** Directory for what a training under way needs, and for features: 16 KB a training image. */
  @WithDefault(".weft/trainer")
  Path workDir();

  /** Directory for model files; checked each time they are loaded. */
  @WithDefault(".weft/models")
  Path modelCache();

  /**
   * The most that the fine-tune phase keeps on disk; 1 MB a training image that is shown both ways
   * round, if block 13 is the first that is trained. Images beyond it are computed in each epoch.
   */
  @WithDefault("8G")
  MemorySize activations();

  /** The largest file that is trained on. */
  @WithDefault("20M")
  MemorySize maxImage();

  /** The most pixels that are decoded. */
  @WithDefault("100000000")
  long maxPixels();

  /** A training that was begun so often and never ended has failed. */
  @WithDefault("20")
  int maxAttempts();

  /** The first wait before a store or a broker that failed is tried again; doubles. */
  @WithDefault("200ms")
  Duration retryFirst();

  /** The longest wait before it is tried again. */
  @WithDefault("10s")
  Duration retryMost();

  /** How images are split; to change it makes training images of test images. */
  Split split();

  /** What a request does not say otherwise. */
  Recipe recipe();

  /** What asks for trainings by itself. */
  Trigger trigger();

  /** What becomes of what trainings leave in the store. */
  Retention retention();

  /** What becomes of what trainings leave in the store. */
  interface Retention {
    /**
     * How long after a training's end its report, pictures and data set stay, where no published
     * version was made by it, and the features of a base that no training since was made on; zero
     * for ever.
     */
    @WithDefault("P90D")
    Duration keep();

    /** How often what is older is removed. */
    @WithDefault("12H")
    Duration every();
  }

  /** How images are split; the rest trains. */
  interface Split {
    /** Share of the images that decide when to stop, 0..1. */
    @WithDefault("0.15")
    double validation();

    /** Share of the images that judge, 0..1. */
    @WithDefault("0.15")
    double test();
  }

  /** What a request does not say otherwise. */
  interface Recipe {
    /** Of everything random. */
    @WithDefault("42")
    long seed();

    /** Classes with fewer usable images are left out and reported. */
    @WithDefault("10")
    int minImagesPerClass();

    /** Images an update. */
    @WithDefault("32")
    int batchSize();

    /** Whether half of the training images are shown with left and right swapped. */
    @WithDefault("true")
    boolean flips();

    /** Whether each class weighs the same, however many images it has. */
    @WithDefault("true")
    boolean classWeights();

    /** Accuracy, 0..1, by which a version may be worse than the serving one. */
    @WithDefault("0.01")
    double gateMargin();

    /** The freeze phase. */
    Head head();

    /** The fine-tune phase. */
    FineTune fineTune();
  }

  /** The freeze phase. */
  interface Head {
    /** Of Adam. */
    @WithDefault("0.001")
    double learningRate();

    /** At most so many. */
    @WithDefault("100")
    int epochs();

    /** Epochs without a lower validation loss after which it ends. */
    @WithDefault("5")
    int patience();

    /** What the true label gives away to all classes alike, from 0 to below 1. */
    @WithDefault("0")
    double labelSmoothing();

    /** Share of the features that a step does not see, from 0 to below 1. */
    @WithDefault("0")
    double dropout();
  }

  /** The fine-tune phase. */
  interface FineTune {
    /** The first block that is trained; {@code auto}, {@code all} or {@code none}. */
    @WithDefault("auto")
    String from();

    /** Of Adam. */
    @WithDefault("0.00001")
    double learningRate();

    /** At most so many. */
    @WithDefault("10")
    int epochs();

    /** Epochs without a lower validation loss after which it ends. */
    @WithDefault("2")
    int patience();
  }

  /** What asks for trainings by itself; all of it is off by default. */
  interface Trigger {
    /** The models that are asked for, each by itself. */
    @WithDefault("${weft.trainer.model:clothing}")
    List<String> models();

    /** Images labeled anew since the last training after which another is asked for; 0: never. */
    @WithDefault("0")
    int labels();

    /** How often they are counted. */
    @WithDefault("30s")
    Duration every();

    /** When to ask, as a cron expression of Quartz such as {@code 0 0 3 * * ?}; {@code off}. */
    @WithDefault("off")
    String schedule();
  }
}
