package dev.weft.classifier.inflight;

import dev.weft.events.image.ObjectRef;
import java.nio.FloatBuffer;

/**
 * Takes the pooled features of answered images, which trainings can use. Thread-safe.
 *
 * @see dev.weft.xception.engine.EngineOutput
 */
public interface AnsweredFeatures {

  /** Takes none. */
  AnsweredFeatures NONE =
      new AnsweredFeatures() {
        @Override
        public boolean wants(ServingModel model) {
          return false;
        }

        @Override
        public void offer(
            ObjectRef object, ServingModel model, FloatBuffer tensor, float[] features) {}
      };

  /** Whether features of a version's answers can be used, so that its engine should return them. */
  boolean wants(ServingModel model);

  /**
   * Takes the features of an image. Never blocks, never throws.
   *
   * @param object the image, with its SHA-256
   * @param tensor made for the version; only valid during the call
   * @param features {@value dev.weft.xception.network.Xception#FEATURES} values
   */
  void offer(ObjectRef object, ServingModel model, FloatBuffer tensor, float[] features);
}
