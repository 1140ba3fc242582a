/** The table of all events: record, CloudEvents type, schema and topic. */
package dev.weft.events.catalog;
