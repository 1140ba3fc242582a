/**
 * The environment of a training: this machine's settings and engines, a clock, and the monitor that
 * receives progress and may stop the training.
 */
package dev.weft.trainer.run.context;
