/** The edge: configuration, life cycle, health, metrics and triggers of the trainer. */
package dev.weft.trainer.app;
