/**
 * The {@link dev.weft.trainer.report.Report} of a training about the version that it produced.
 * Values only.
 */
package dev.weft.trainer.report;
