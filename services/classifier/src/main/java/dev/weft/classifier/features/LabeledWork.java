package dev.weft.classifier.features;

import dev.weft.classifier.features.IdleMachine.BusyException;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.object.ImageObjects;
import dev.weft.features.Augmentation;
import dev.weft.features.Batch;
import dev.weft.features.ImageObject;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.RefusedObjects;
import dev.weft.features.SegmentWriter;
import dev.weft.features.StoredImages;
import dev.weft.features.Views;
import dev.weft.xception.engine.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Computes the features of labeled images, as they are and mirrored, in turns of some images. Not
 * thread-safe.
 */
final class LabeledWork implements AutoCloseable {

  /** Tensors of one engine call, which an arriving image may have to wait for: one image's. */
  static final int BATCH = 2;

  private static final int IN_A_TURN = 16;
  private static final int RECORDS = 256;
  private static final List<Augmentation> SHOWN = Augmentation.of(true, 0);

  /** Work between two looks at the machine's load. */
  private static final long STRETCH_NANOS = Duration.ofSeconds(2).toNanos();

  private final BaseNetwork network;
  private final FeatureBase base;
  private final RecentImages recent;
  private final PipelineListener listener;
  private final IdleMachine machine;
  private final ImageObjects objects;
  private final SegmentWriter writer;
  private final ImagePass pass;
  private long looked;
  private boolean wasIdle;

  LabeledWork(
      FeatureBase base,
      BaseNetwork network,
      IdleMachine machine,
      FeatureStage.Tools tools,
      FeatureStage.Settings settings,
      RecentImages recent,
      PipelineListener listener) {
    this.base = base;
    this.network = network;
    this.recent = recent;
    this.listener = listener;
    this.machine = machine;
    this.objects = new ImageObjects(settings.bucket());
    this.writer =
        SegmentWriter.of(
            tools.store(), settings.bucket(), base.id(), base.preprocessing(), RECORDS);
    this.pass =
        new ImagePass(
                new StoredImages(
                    tools.store(),
                    new RefusedObjects(tools.store(), settings.bucket()),
                    settings.maxImageBytes()),
                tools.reader(),
                base.preprocessing(),
                BATCH)
            .onThreads("weft-features-images");
  }

  /** Whether nothing else is to be done now. */
  boolean isPossible() throws InterruptedException {
    if (!wasIdle || System.nanoTime() - looked > STRETCH_NANOS) {
      wasIdle = machine.isIdle();
      looked = System.nanoTime();
    }
    return wasIdle;
  }

  /**
   * Works on the first labels of the queue; if images arrive, or a version needs the memory, the
   * rest is left for later.
   */
  void run(LabeledQueue queue) throws InterruptedException {
    List<ImageLabeled> labels = queue.first(IN_A_TURN);
    List<Views> lacking = lacking(labels);
    try {
      if (!lacking.isEmpty()) {
        network.with(
            base,
            engine -> pass.run(lacking, 1, batch -> compute(engine, batch), PassListener.SILENT));
      }
      queue.remove(labels.size());
    } catch (BusyException e) {
      wasIdle = false;
    }
  }

  private List<Views> lacking(List<ImageLabeled> labels) {
    List<Views> lacking = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ImageLabeled label : labels) {
      ObjectRef object = label.object();
      // The trainer reads objects without a checksum itself.
      if (object.sha256() != null && objects.allow(object) && seen.add(object.sha256())) {
        List<Augmentation> shown =
            SHOWN.stream().filter(each -> !recent.has(object.sha256(), each)).toList();
        if (!shown.isEmpty()) {
          lacking.add(
              new Views(
                  label.imageId(),
                  new ImageObject(object.bucket(), object.key(), object.size(), object.sha256()),
                  shown));
        }
      }
    }
    return lacking;
  }

  private void compute(Engine engine, Batch batch) {
    machine.await();
    float[][] features = engine.features(batch.images(), batch.n());
    Set<String> images = new HashSet<>();
    for (int i = 0; i < batch.n(); i++) {
      Batch.View view = batch.views().get(i);
      String sha256 = view.image().object().sha256();
      if (writer.offer(sha256, view.shown(), batch.look(i, base.preprocessing()), features[i])) {
        recent.add(sha256, view.shown());
        images.add(sha256);
      }
    }
    listener.featuresComputed(images.size());
  }

  /** Whether another turn might not fit into the segment. */
  boolean isDue() {
    return writer.records() > RECORDS - IN_A_TURN * SHOWN.size();
  }

  /** Writes what was computed, and commits the labels that it was computed for. */
  void flush(LabeledQueue queue) {
    writer.flush();
    if (queue.hasDone()) {
      queue.commit();
    }
  }

  /** Frees what is not used. */
  void rest() {
    network.closeIfUnused();
  }

  @Override
  public void close() {
    network.close();
  }
}
