/** Pictures of a report: confusion, calibration, classes and curves. */
package dev.weft.trainer.report.picture;
