(module
  (memory (export "memory") 1 65536)

  ;; z[k] += Σ values[e] · weights[indices[e] · width + k], 32 classes at a time and then 16: the fewer rounds over the elements, the fewer
  ;; of their rows come from memory again; width is a multiple of 16
  (func (export "gather") (param $z i32) (param $weights i32) (param $indices i32) (param $values i32) (param $count i32) (param $width i32)
    (local $k i32) (local $e i32) (local $at i32) (local $end i32) (local $x v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $f v128) (local $g v128) (local $h v128) (local $i v128)
    (br_if 0 (i32.eqz (local.get $count)))
    (local.set $end (i32.mul (local.get $width) (i32.const 4)))
    (local.set $count (i32.mul (local.get $count) (i32.const 4)))
    (block $less
      (loop $wide
        (br_if $less (i32.gt_u (i32.add (local.get $k) (i32.const 128)) (local.get $end)))
        (local.set $a (v128.load offset=0 (i32.add (local.get $z) (local.get $k))))
        (local.set $b (v128.load offset=16 (i32.add (local.get $z) (local.get $k))))
        (local.set $c (v128.load offset=32 (i32.add (local.get $z) (local.get $k))))
        (local.set $d (v128.load offset=48 (i32.add (local.get $z) (local.get $k))))
        (local.set $f (v128.load offset=64 (i32.add (local.get $z) (local.get $k))))
        (local.set $g (v128.load offset=80 (i32.add (local.get $z) (local.get $k))))
        (local.set $h (v128.load offset=96 (i32.add (local.get $z) (local.get $k))))
        (local.set $i (v128.load offset=112 (i32.add (local.get $z) (local.get $k))))
        (local.set $e (i32.const 0))
        (loop $elements
          (local.set $x (v128.load32_splat (i32.add (local.get $values) (local.get $e))))
          (local.set $at (i32.add (local.get $weights) (i32.add (local.get $k)
            (i32.mul (i32.load (i32.add (local.get $indices) (local.get $e))) (local.get $end)))))
          (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $x) (v128.load offset=0 (local.get $at)))))
          (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $x) (v128.load offset=16 (local.get $at)))))
          (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $x) (v128.load offset=32 (local.get $at)))))
          (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $x) (v128.load offset=48 (local.get $at)))))
          (local.set $f (f32x4.add (local.get $f) (f32x4.mul (local.get $x) (v128.load offset=64 (local.get $at)))))
          (local.set $g (f32x4.add (local.get $g) (f32x4.mul (local.get $x) (v128.load offset=80 (local.get $at)))))
          (local.set $h (f32x4.add (local.get $h) (f32x4.mul (local.get $x) (v128.load offset=96 (local.get $at)))))
          (local.set $i (f32x4.add (local.get $i) (f32x4.mul (local.get $x) (v128.load offset=112 (local.get $at)))))
          (local.set $e (i32.add (local.get $e) (i32.const 4)))
          (br_if $elements (i32.lt_u (local.get $e) (local.get $count))))
        (v128.store offset=0 (i32.add (local.get $z) (local.get $k)) (local.get $a))
        (v128.store offset=16 (i32.add (local.get $z) (local.get $k)) (local.get $b))
        (v128.store offset=32 (i32.add (local.get $z) (local.get $k)) (local.get $c))
        (v128.store offset=48 (i32.add (local.get $z) (local.get $k)) (local.get $d))
        (v128.store offset=64 (i32.add (local.get $z) (local.get $k)) (local.get $f))
        (v128.store offset=80 (i32.add (local.get $z) (local.get $k)) (local.get $g))
        (v128.store offset=96 (i32.add (local.get $z) (local.get $k)) (local.get $h))
        (v128.store offset=112 (i32.add (local.get $z) (local.get $k)) (local.get $i))
        (local.set $k (i32.add (local.get $k) (i32.const 128)))
        (br $wide)))
    (block $none
      (br_if $none (i32.ge_u (local.get $k) (local.get $end)))
      (local.set $a (v128.load offset=0 (i32.add (local.get $z) (local.get $k))))
      (local.set $b (v128.load offset=16 (i32.add (local.get $z) (local.get $k))))
      (local.set $c (v128.load offset=32 (i32.add (local.get $z) (local.get $k))))
      (local.set $d (v128.load offset=48 (i32.add (local.get $z) (local.get $k))))
      (local.set $e (i32.const 0))
      (loop $rest
        (local.set $x (v128.load32_splat (i32.add (local.get $values) (local.get $e))))
        (local.set $at (i32.add (local.get $weights) (i32.add (local.get $k)
          (i32.mul (i32.load (i32.add (local.get $indices) (local.get $e))) (local.get $end)))))
        (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $x) (v128.load offset=0 (local.get $at)))))
        (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $x) (v128.load offset=16 (local.get $at)))))
        (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $x) (v128.load offset=32 (local.get $at)))))
        (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $x) (v128.load offset=48 (local.get $at)))))
        (local.set $e (i32.add (local.get $e) (i32.const 4)))
        (br_if $rest (i32.lt_u (local.get $e) (local.get $count))))
      (v128.store offset=0 (i32.add (local.get $z) (local.get $k)) (local.get $a))
      (v128.store offset=16 (i32.add (local.get $z) (local.get $k)) (local.get $b))
      (v128.store offset=32 (i32.add (local.get $z) (local.get $k)) (local.get $c))
      (v128.store offset=48 (i32.add (local.get $z) (local.get $k)) (local.get $d))))

  ;; weights[indices[e] · width + k] += values[e] · z[k]
  (func (export "scatter") (param $z i32) (param $weights i32) (param $indices i32) (param $values i32) (param $count i32) (param $width i32)
    (local $k i32) (local $e i32) (local $at i32) (local $end i32) (local $x v128)
    (local.set $end (i32.mul (local.get $width) (i32.const 4)))
    (local.set $count (i32.mul (local.get $count) (i32.const 4)))
    (block $none
      (br_if $none (i32.eqz (local.get $count)))
      (loop $elements
        (local.set $x (v128.load32_splat (i32.add (local.get $values) (local.get $e))))
        (local.set $at (i32.add (local.get $weights) (i32.mul (i32.load (i32.add (local.get $indices) (local.get $e))) (local.get $end))))
        (local.set $k (i32.const 0))
        (loop $classes
          (v128.store offset=0 (i32.add (local.get $at) (local.get $k)) (f32x4.add
            (v128.load offset=0 (i32.add (local.get $at) (local.get $k)))
            (f32x4.mul (local.get $x) (v128.load offset=0 (i32.add (local.get $z) (local.get $k))))))
          (v128.store offset=16 (i32.add (local.get $at) (local.get $k)) (f32x4.add
            (v128.load offset=16 (i32.add (local.get $at) (local.get $k)))
            (f32x4.mul (local.get $x) (v128.load offset=16 (i32.add (local.get $z) (local.get $k))))))
          (v128.store offset=32 (i32.add (local.get $at) (local.get $k)) (f32x4.add
            (v128.load offset=32 (i32.add (local.get $at) (local.get $k)))
            (f32x4.mul (local.get $x) (v128.load offset=32 (i32.add (local.get $z) (local.get $k))))))
          (v128.store offset=48 (i32.add (local.get $at) (local.get $k)) (f32x4.add
            (v128.load offset=48 (i32.add (local.get $at) (local.get $k)))
            (f32x4.mul (local.get $x) (v128.load offset=48 (i32.add (local.get $z) (local.get $k))))))
          (local.set $k (i32.add (local.get $k) (i32.const 64)))
          (br_if $classes (i32.lt_u (local.get $k) (local.get $end))))
        (local.set $e (i32.add (local.get $e) (i32.const 4)))
        (br_if $elements (i32.lt_u (local.get $e) (local.get $count))))))

  ;; Σ a[i] · b[i] in double precision; count is a multiple of 4
  (func (export "dot") (param $a i32) (param $b i32) (param $count i32) (result f64)
    (local $end i32) (local $x v128) (local $y v128) (local $p v128) (local $sum v128)
    (local.set $end (i32.add (local.get $a) (i32.mul (local.get $count) (i32.const 4))))
    (block $none
      (br_if $none (i32.eqz (local.get $count)))
      (loop $go
        (local.set $x (v128.load (local.get $a)))
        (local.set $y (v128.load (local.get $b)))
        (local.set $p (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $x) (local.get $x)))
        (local.set $sum (f64x2.add (local.get $sum)
          (f64x2.mul (f64x2.promote_low_f32x4 (local.get $x)) (f64x2.promote_low_f32x4 (local.get $y)))))
        (local.set $sum (f64x2.add (local.get $sum)
          (f64x2.mul (f64x2.promote_low_f32x4 (local.get $p))
            (f64x2.promote_low_f32x4 (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $y) (local.get $y))))))
        (local.set $a (i32.add (local.get $a) (i32.const 16)))
        (local.set $b (i32.add (local.get $b) (i32.const 16)))
        (br_if $go (i32.lt_u (local.get $a) (local.get $end)))))
    (f64.add (f64x2.extract_lane 0 (local.get $sum)) (f64x2.extract_lane 1 (local.get $sum))))

  ;; to[i] = scale · to[i] + factor · from[i]; count is a multiple of 4
  (func (export "combine") (param $to i32) (param $scale f32) (param $from i32) (param $factor f32) (param $count i32)
    (local $end i32) (local $s v128) (local $f v128)
    (local.set $s (f32x4.splat (local.get $scale)))
    (local.set $f (f32x4.splat (local.get $factor)))
    (local.set $end (i32.add (local.get $to) (i32.mul (local.get $count) (i32.const 4))))
    (block $none
      (br_if $none (i32.eqz (local.get $count)))
      (loop $go
        (v128.store (local.get $to) (f32x4.add
          (f32x4.mul (local.get $s) (v128.load (local.get $to)))
          (f32x4.mul (local.get $f) (v128.load (local.get $from)))))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (local.set $from (i32.add (local.get $from) (i32.const 16)))
        (br_if $go (i32.lt_u (local.get $to) (local.get $end))))))
)
