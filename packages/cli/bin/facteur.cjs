#!/usr/bin/env node
require('./tune.cjs');
void import('../dist/main.js');
