/**
 * What a training tells people about the version that it made: a {@link
 * dev.weft.trainer.report.Report}. Values only.
 */
package dev.weft.trainer.report;
