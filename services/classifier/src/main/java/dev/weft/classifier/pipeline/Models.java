package dev.weft.classifier.pipeline;

/**
 * Which model answers. An image leases its model when it is decoded, since the tensor is made for
 * that model, and gives it back when it is answered; a batch never mixes models. So a version may
 * be replaced at any moment: images decoded before the swap finish on the old one.
 */
public interface Models {

  /**
   * A lease on the model that answers for this image. Thread-safe.
   *
   * @throws IllegalStateException if no model has ever served: a pipeline is started after that
   */
  Lease lease(String imageId);

  /** Keeps a model loaded until it is closed; closing twice does nothing more. */
  interface Lease extends AutoCloseable {
    ServingModel model();

    @Override
    void close();
  }
}
