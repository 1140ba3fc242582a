/** The one table of who may do what over HTTP. Knows no framework. */
package dev.weft.access.rule;
