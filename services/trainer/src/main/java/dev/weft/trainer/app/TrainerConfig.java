package dev.weft.trainer.app;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The trainer. Where the default is 0, the machine's cores or the engine decide. */
@ConfigMapping(prefix = "weft.trainer")
public interface TrainerConfig {

  /** Whether this process trains. */
  @WithDefault("true")
  boolean enabled();

  /** The model that is trained on labels which name no model; the same for all services. */
  @WithDefault("clothing")
  String model();

  /** Consumer group; trainers of one group share the models. */
  @WithDefault("weft-trainer")
  String groupId();

  /**
   * This trainer's name, unique in its group and stable across restarts, like the pod name of a
   * StatefulSet: a trainer that was killed then continues immediately where it stopped.
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
   * Whether a published version is also quantized to 8-bit integers, which processors run two to
   * three times as fast, and compared with float32; if it is less accurate, the version is
   * published without it. Takes a few passes over some of the images on the processor. Not
   * worthwhile where all classifiers have GPUs, which run float16.
   */
  @WithDefault("true")
  boolean int8();

  /**
   * Whether a version that passed is compared with smaller input sizes (267 and 235 pixels, which
   * take 80 and 62 % of the computation of 299), so that the report can offer a size that loses
   * nothing. Takes a pass over some of the images and a cross-validation for each size; features of
   * images that were compared before are used again.
   */
  @WithDefault("true")
  boolean smallerInputs();

  /** Directory for the working files of a training, and for features: 16 KB per training image. */
  @WithDefault(".weft/trainer")
  Path workDir();

  /** Directory for model files, which are verified each time they are loaded. */
  @WithDefault(".weft/models")
  Path modelCache();

  /**
   * Maximum disk space that the fine-tune phase uses for cached activations: 1 MB per training
   * image that is also trained on mirrored, if block 13 is the first trained block. Activations
   * that do not fit are computed in each epoch.
   */
  @WithDefault("8G")
  MemorySize activations();

  /**
   * Maximum number of rehearsal examples that are published with a version, so that versions
   * trained from it do not forget what it learned: the same number of each class, as far as
   * available, 4 KB each; 0 to 100000.
   */
  @WithDefault("1000")
  int rehearsalImages();

  /** Largest image file that is used for training. */
  @WithDefault("20M")
  MemorySize maxImage();

  /** Maximum number of pixels of an image that is decoded. */
  @WithDefault("100000000")
  long maxPixels();

  /** Attempts after which a training that never completed is marked as failed. */
  @WithDefault("20")
  int maxAttempts();

  /**
   * Delay before the first retry after a failure of the store or a broker; doubles with each retry.
   */
  @WithDefault("200ms")
  Duration retryFirst();

  /** Longest delay between retries. */
  @WithDefault("10s")
  Duration retryMost();

  /** How images are split; a change turns test images into training images. */
  Split split();

  /** Defaults for what a request does not specify. */
  Recipe recipe();

  /** Automatic requests for trainings. */
  Trigger trigger();

  /** Retention of what trainings store. */
  Retention retention();

  /** Retention of what trainings store. */
  interface Retention {
    /**
     * How long the report, pictures and data set of a training are kept after its end if it
     * produced no published version, and the features of a base after the last training on it; zero
     * for ever.
     */
    @WithDefault("P90D")
    Duration keep();

    /** How often older data is removed. */
    @WithDefault("12H")
    Duration every();

    /** How often features of erased images are removed. */
    @WithDefault("5M")
    Duration erased();

    /**
     * Maximum total size of the features that classifiers keep of the images that they answer, 8 KB
     * per image; beyond it the oldest are removed. Those that a training has used are not among
     * them.
     */
    @WithDefault("2G")
    MemorySize answered();
  }

  /** How images are split; the remaining ones are for training. */
  interface Split {
    /** Share of the images for validation, which decide when to stop, 0..1. */
    @WithDefault("0.15")
    double validation();

    /** Share of the images for the test, 0..1. */
    @WithDefault("0.15")
    double test();
  }

  /** Defaults for what a request does not specify. */
  interface Recipe {
    /** Seed of all random numbers. */
    @WithDefault("42")
    long seed();

    /**
     * New classes with fewer usable images are left out and reported; classes of the parent are
     * kept.
     */
    @WithDefault("10")
    int minImagesPerClass();

    /** Images per update. */
    @WithDefault("32")
    int batchSize();

    /** Whether half of the training images are mirrored in each epoch. */
    @WithDefault("true")
    boolean flips();

    /** Whether all classes have the same weight, regardless of their number of images. */
    @WithDefault("true")
    boolean classWeights();

    /**
     * Time limit of the search for the head's settings; 0 for no search. It is converted into an
     * amount of computation, so that the same data set gives the same head on every machine: a slow
     * machine takes longer.
     */
    @WithDefault("30s")
    Duration search();

    /** How a version is evaluated. */
    Judging judging();

    /** Tolerated loss of accuracy against the serving version, 0..1; 1 accepts any loss. */
    @WithDefault("0.01")
    double gateMargin();

    /** The freeze phase. */
    Head head();

    /** The fine-tune phase. */
    FineTune fineTune();
  }

  /** How a version is evaluated. */
  interface Judging {
    /**
     * Data sets with fewer images are evaluated by cross-validation, and all images are trained on,
     * unless a request names the block to fine-tune from; larger ones are evaluated on the test
     * images.
     */
    @WithDefault("2000")
    int crossValidateBelow();

    /** Number of folds of a cross-validation. */
    @WithDefault("5")
    int folds();

    /**
     * Minimum number of evaluated images of a class of the serving version for a verdict on that
     * class.
     */
    @WithDefault("3")
    int imagesPerClass();

    /**
     * Loss of accuracy, 0..1, that must be ruled out with confidence: a version with too few images
     * to rule it out is not published.
     */
    @WithDefault("0.05")
    double tolerance();

    /** Tolerated loss of each class's recall, 0..1. */
    @WithDefault("0.1")
    double recallMargin();

    /**
     * With fewer images, a version that passed on its test images is trained a second time with the
     * same settings on all images, including those held out; 0: never. Cross-validated versions are
     * trained on all images anyway.
     */
    @WithDefault("20000")
    int learnAllBelow();
  }

  /** The freeze phase. */
  interface Head {
    /** Learning rate of Adam. */
    @WithDefault("0.001")
    double learningRate();

    /** Maximum number of epochs. */
    @WithDefault("100")
    int epochs();

    /** Epochs without a lower validation loss before the phase stops early. */
    @WithDefault("5")
    int patience();

    /**
     * Label smoothing: share of the true label's weight that is spread over all classes, from 0 to
     * below 1.
     */
    @WithDefault("0")
    double labelSmoothing();

    /** Dropout: share of the features that a step ignores, from 0 to below 1. */
    @WithDefault("0")
    double dropout();

    /**
     * Decay of weights, relative to the learning rate: towards their initial values if the head was
     * trained before, towards 0 otherwise.
     */
    @WithDefault("0")
    double weightDecay();

    /**
     * Mixup of the features of two images, 0..1: both parameters of the beta distribution from
     * which the shares are drawn; 0 for no mixing.
     */
    @WithDefault("0")
    double mixup();

    /**
     * Strength of class weights: from 0, where all images have the same weight, to 1, where all
     * classes do.
     */
    @WithDefault("1")
    double balance();

    /**
     * Random crops of each image that are trained on in addition to the image, for small data sets;
     * each passes through the base once.
     */
    @WithDefault("3")
    int crops();

    /** Number of images from which on no crops are used. */
    @WithDefault("1000")
    int cropsBelow();
  }

  /** The fine-tune phase. */
  interface FineTune {
    /** First trained block; {@code auto}, {@code all} or {@code none}. */
    @WithDefault("auto")
    String from();

    /**
     * Peak learning rate of Adam: it rises in the first tenth of the steps, and then follows a
     * cosine down to 0 at the end of the last epoch.
     */
    @WithDefault("0.0001")
    double learningRate();

    /** Maximum number of epochs. */
    @WithDefault("7")
    int epochs();

    /** Epochs without a lower validation loss before the phase stops early. */
    @WithDefault("3")
    int patience();

    /**
     * Label smoothing: share of the true label's weight that is spread over all classes, from 0 to
     * below 1.
     */
    @WithDefault("0.1")
    double labelSmoothing();

    /** Decay of kernels towards 0, relative to the learning rate. */
    @WithDefault("0.01")
    double weightDecay();

    /** Mixup of two images before the first trained block, 0..1; 0: never. */
    @WithDefault("0.2")
    double mixup();
  }

  /** Automatic requests for trainings; all are off by default. */
  interface Trigger {
    /** The models that are trained automatically, each independently. */
    @WithDefault("${weft.trainer.model:clothing}")
    List<String> models();

    /**
     * Number of images labeled since the last training after which another one is requested; 0:
     * never.
     */
    @WithDefault("0")
    int labels();

    /** How often they are counted. */
    @WithDefault("30s")
    Duration every();

    /**
     * Schedule of requests, as a Quartz cron expression such as {@code 0 0 3 * * ?}; {@code off}
     * for none.
     */
    @WithDefault("off")
    String schedule();
  }
}
