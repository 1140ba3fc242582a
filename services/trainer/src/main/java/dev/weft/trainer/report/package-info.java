/**
 * What a training tells people about the version that it made: a {@link
 * dev.weft.trainer.report.Report}, and the files that {@link dev.weft.trainer.report.ReportWriter}
 * makes of it. Values and files only.
 */
package dev.weft.trainer.report;
