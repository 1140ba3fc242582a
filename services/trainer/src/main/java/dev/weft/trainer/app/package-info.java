/** Edge of the trainer: configuration, life cycle, health, metrics and automatic requests. */
package dev.weft.trainer.app;
