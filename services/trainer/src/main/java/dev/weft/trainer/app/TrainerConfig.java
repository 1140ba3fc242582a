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

  /** Engine of frozen networks, in float32: {@code auto}, {@code onnx-cpu}, {@code onnx-cuda}. */
  @WithDefault("auto")
  String engine();

  /** Threads of one engine call on a processor; 0 for as many as there are cores. */
  @WithDefault("0")
  int engineThreads();

  /**
   * Whether a version that is published is also made in 8-bit integers, which processors run two to
   * three times as fast, and compared with float32; a version is left without if it answers worse.
   * Takes a few passes over some of the images on the processor. Not worth it where all classifiers
   * have GPUs, which run float16.
   */
  @WithDefault("true")
  boolean int8();

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

  /**
   * The most examples that travel with a version, so that those who train on from it do not forget
   * what it learned: the same number of each class, as far as there are, 4 KB each; 0 to 100000.
   */
  @WithDefault("1000")
  int rehearsalImages();

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

    /** How often features of images that were erased since are removed. */
    @WithDefault("5M")
    Duration erased();
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

    /**
     * New classes with fewer usable images are left out and reported; what the parent knows is
     * kept.
     */
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

    /**
     * What the search for the head's settings may take; 0 for none. Reckoned by the work, so that
     * the same data set gives the same head on every machine: a slow one takes longer.
     */
    @WithDefault("30s")
    Duration search();

    /** How a version is judged. */
    Judging judging();

    /** Accuracy, 0..1, by which a version may be worse than the serving one; 1: by anything. */
    @WithDefault("0.01")
    double gateMargin();

    /** The freeze phase. */
    Head head();

    /** The fine-tune phase. */
    FineTune fineTune();
  }

  /** How a version is judged. */
  interface Judging {
    /**
     * With fewer images all of them are learned and judged by, in turns (cross-validation), unless
     * a request says from which block to fine-tune; with more, the test images judge.
     */
    @WithDefault("2000")
    int crossValidateBelow();

    /** Parts of a cross-validation, each held back once. */
    @WithDefault("5")
    int folds();

    /** Fewer judged images of a class of the serving version tell nothing of it. */
    @WithDefault("3")
    int imagesPerClass();

    /**
     * Accuracy, 0..1, by which a version must surely not be worse than the serving one: until that
     * is sure, there are too few images to tell, and it is not published.
     */
    @WithDefault("0.05")
    double tolerance();

    /** By how much of its images, 0..1, each class may be found less often. */
    @WithDefault("0.1")
    double recallMargin();

    /**
     * With fewer images a version that passed by its test images learns once more, with the same
     * settings, from all of them, those held back included; 0: never. It trains a second time for
     * that. What was cross-validated has learned from all of them anyway.
     */
    @WithDefault("20000")
    int learnAllBelow();
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

    /**
     * How fast weights fall back, as a share of the learning rate: to what they were where the head
     * was trained before, else to 0.
     */
    @WithDefault("0")
    double weightDecay();

    /**
     * How evenly features of two images are mixed into one example, 0..1: both parameters of the
     * beta distribution that the shares are drawn from; 0 for no mixing.
     */
    @WithDefault("0")
    double mixup();

    /** How far class weights go: from 0, each image weighs the same, to 1, each class does. */
    @WithDefault("1")
    double balance();

    /**
     * Random crops of each image that it learns from beside the image itself, where images are few;
     * each passes through the base once.
     */
    @WithDefault("3")
    int crops();

    /** With so many images, or more, nothing is cropped. */
    @WithDefault("1000")
    int cropsBelow();
  }

  /** The fine-tune phase. */
  interface FineTune {
    /** The first block that is trained; {@code auto}, {@code all} or {@code none}. */
    @WithDefault("auto")
    String from();

    /**
     * Of Adam, at its highest: it rises in the first tenth of the steps, and then falls as a cosine
     * does, to 0 at the end of the last epoch.
     */
    @WithDefault("0.0001")
    double learningRate();

    /** At most so many. */
    @WithDefault("7")
    int epochs();

    /** Epochs without a lower validation loss after which it ends. */
    @WithDefault("3")
    int patience();

    /** What the true label gives away to all classes alike, from 0 to below 1. */
    @WithDefault("0.1")
    double labelSmoothing();

    /** How fast kernels fall towards 0, as a share of the learning rate. */
    @WithDefault("0.01")
    double weightDecay();

    /** How evenly two images are mixed into one, before the first trained block, 0..1; 0: never. */
    @WithDefault("0.2")
    double mixup();
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
