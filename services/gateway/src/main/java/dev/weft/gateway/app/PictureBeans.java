package dev.weft.gateway.app;

import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.explain.ExplanationSettings;
import dev.weft.gateway.explain.Explanations;
import dev.weft.gateway.pictures.PreviewSettings;
import dev.weft.gateway.pictures.Previews;
import dev.weft.gateway.rollouts.RefusedVersions;
import dev.weft.kafka.read.LiveReplicas;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces the beans of explanations and previews. */
final class PictureBeans {

  private final GatewayConfig config;

  PictureBeans(GatewayConfig config) {
    this.config = config;
  }

  @Produces
  @Singleton
  Explanations explanations(ModelStore models, ObjectStore store, ImageObjects images) {
    GatewayConfig.Explanations explanations = config.explanations();
    return Explanations.of(
        models,
        store,
        images,
        new ExplanationSettings(
            explanations.versions(),
            explanations.idle(),
            explanations.waiting(),
            explanations.threads(),
            explanations.modelCache(),
            explanations.maxImage().asLongValue(),
            explanations.maxPixels()));
  }

  @Produces
  @Singleton
  Previews previews(ObjectStore store, ImageObjects images) {
    GatewayConfig.Previews previews = config.previews();
    return new Previews(
        store,
        images,
        new PreviewSettings(
            previews.atOnce(),
            previews.waiting(),
            previews.maxImage().asLongValue(),
            previews.maxPixels()));
  }

  @Produces
  @Singleton
  RefusedVersions refusedVersions(LiveReplicas replicas) {
    return new RefusedVersions(replicas);
  }
}
