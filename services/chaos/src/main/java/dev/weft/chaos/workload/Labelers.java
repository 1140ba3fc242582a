package dev.weft.chaos.workload;

import dev.weft.chaos.history.Operation;
import dev.weft.chaos.workload.Gateways.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Labels images, changes labels and removes them. Thread-safe. */
final class Labelers {
  private static final int REMEMBERED = 1000;

  private final ClientScene scene;
  private final Mix mix;
  private final AtomicLong attempts = new AtomicLong();
  private final List<Labeled> labeled = new ArrayList<>();

  /** An image and its first label. */
  private record Labeled(String id, String label) {}

  Labelers(ClientScene scene, Mix mix) {
    this.scene = scene;
    this.mix = mix;
  }

  /** Makes one attempt to label an image. */
  Answer label(String id, String label) {
    String by = scene.named() ? scene.prefix() + "l" + attempts.getAndIncrement() : null;
    Answer answer = scene.gateways().label(id, label, by);
    note(id, label, by, answer);
    if (answer.isAcknowledged()) {
      synchronized (labeled) {
        if (labeled.size() == REMEMBERED) {
          labeled.remove(0);
        }
        labeled.add(new Labeled(id, label));
      }
    }
    return answer;
  }

  /** Makes one attempt to change or remove the label of a labeled image. */
  void again(Random random) {
    Labeled image;
    Labeled other;
    synchronized (labeled) {
      if (labeled.isEmpty()) {
        return;
      }
      image = labeled.get(random.nextInt(labeled.size()));
      other = labeled.get(random.nextInt(labeled.size()));
    }
    if (random.nextInt(3) == 0) {
      note(image.id(), null, null, scene.gateways().unlabel(image.id()));
    } else {
      label(image.id(), other.label());
    }
  }

  private void note(String id, String label, String by, Answer answer) {
    scene
        .history()
        .add(
            new Operation.LabelTried(
                id, label, by, mix.model(), answer.status(), answer.sentAt(), answer.at()));
  }
}
