/**
 * What a training has around it: this machine's settings and engines, a clock, and who is notified
 * of progress and may stop it.
 */
package dev.weft.trainer.run.context;
