#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kzq_fuzz::markup::run(data));
